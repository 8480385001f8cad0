// Compiled from templates/ by `npm run templates`. Do not edit.
import { type Code, constant, DTS, door, doorType, exported, firstLines, global, JS, lines, only, TS } from "./code.js";

const c0 = constant([": ", doorType("FileDescriptor")]);
const c1 = constant([" = /*@__PURE__*/ ", door("fileDescriptor"), "("]);
const c2 = constant([only(TS | DTS, [c0])]);
const c3 = constant(["\n}", only(TS | DTS, " as const"), ";"]);
const c4 = constant([": ", doorType("EnumType"), "<"]);
const c5 = constant([" = /*@__PURE__*/ ", door("enumType")]);
const c6 = constant([": ", doorType("Extension"), "<"]);
const c7 = constant([",\n  /*@__PURE__*/ ", door("messageType"), "("]);
const c8 = constant([" {\n  return ", door("withUnknown"), "(i, {"]);
const c9 = constant([": ", global("Uint8Array")]);
const c10 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", m"]);
const c11 = constant([", d", only(TS | DTS, ": number"), " = 100)"]);
const c12 = constant([" {\n  if (d < 0) throw ", door("tooDeep"), "(p);"]);
const c13 = constant(["while (p < end - 1) {\n  const q = p;\n  let t = b[p++]", only(TS | DTS, "!"), ";\n  if (t > 127) {\n    t = ", door("readTag"), "(b, q, end);\n    p = ", door("at"), ".next;\n  }"]);
const c14 = constant(["\n}\nif (p !== end) throw ", door("truncated"), "(p);"]);
const c15 = constant(["let n = 0;\nif ((t & 7) === 2) {\n  n = b[p++]", only(TS | DTS, "!"), ";\n  if (n > 127 || n > end - p) {\n    n = ", door("readLength"), "(b, p - 1, end);\n    p = ", door("at"), ".next;\n  }\n}"]);
const c16 = constant([", t", only(TS | DTS, ": number"), ", n", only(TS | DTS, ": number"), ", q", only(TS | DTS, ": number"), ", d", only(TS | DTS, ": number"), ")", only(TS | DTS, ": number"), " {"]);
const c17 = constant(["let i = b[p++]", only(TS | DTS, "!"), ";\nif (i > 127) {\n  i = ", door("readVarint32"), "(b, p - 1);\n  p = ", door("at"), ".next;\n}"]);
const c18 = constant(["p = ", door("at"), ".next;"]);
const c19 = constant(["const next = ", door("endOfGroup"), "(b, p, "]);
const c20 = constant([");\nconst e = ", door("group"), ".contentEnd;"]);
const c21 = constant([") ", door("spend"), "("]);
const c22 = constant([";\nelse ", door("keepField"), "(m, b, q, p);"]);
const c23 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", map"]);
const c24 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": void"), " {\n  let k = "]);
const c25 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": boolean"), " {\n  let k = "]);
const c26 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", size", only(TS | DTS, ": number"), ", all", only(TS | DTS, ": number"), ", map"]);
const c27 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": number"), " {\n  const ks", only(TS | DTS, ": number[]"), " = [];\n  const vs"]);
const c28 = constant([";\n    else break;\n    size = b[p++]", only(TS | DTS, "!"), ";\n    if (size > 127 || size > all - p) {\n      size = ", door("readLength"), "(b, p - 1, all);\n      p = ", door("at"), ".next;\n    }\n  }\n  ", door("setNumberEntries"), "(map, ks, vs);\n  return p;\n}"]);
const c29 = constant([door("setEntry"), "(map, k, "]);
const c30 = constant([") ", door("keepField"), "(m, b, q, p + n);"]);
const c31 = constant(["for (let e = p; e < p + n; ) {\n  const i = ", door("readVarint32"), "(b, e);\n  e = ", door("at"), ".next;\n  if (e > p + n) throw ", door("truncated"), "(p + n);\n  if ("]);
const c32 = constant([";\n  else ", door("keepNumber"), "(m, "]);
const c33 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", m"]);
const c34 = constant([")", only(TS | DTS, ": number"), " {\n  ", door("begin"), "(b, p, m);"]);
const c35 = constant([" === undefined ? p : ", door("writeRaw"), "(b, p, m."]);
const c36 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": number"), " {\n  if (d < 0) throw ", door("INVALID"), ";\n  ", door("begin"), "(b, p, m);"]);
const c37 = constant([", d", only(TS | DTS, ": number"), ")", only(TS | DTS, ": number"), " {\n  ", door("room"), "(b, p);"]);
const c38 = constant([door("room"), "(b, p);"]);
const c39 = constant([";\nif (x === undefined) throw ", door("INVALID"), ";"]);
const c40 = constant(["\np = ", door("finish"), "(b, p, "]);
const c41 = constant([";\n", door("room"), "(b, p);"]);
const c42 = constant(["for (let i = 0, n = ", door("count"), "(x); i < n; i++) {\n  const v = x[i]", only(TS | DTS, "!"), ";\n  ", door("room"), "(b, p);"]);
const c43 = constant(["for (const k of ", door("keys"), "(x)) {\n  const v = x["]);
const c44 = constant(["]", only(TS | DTS, "!"), ";\n  ", door("room"), "(b, p);"]);
const c45 = constant(["\n  p = ", door("finish"), "(b, q, p);\n}"]);
const c46 = constant(["for (const [k, v] of ", door("entries"), "(x)) {\n  ", door("room"), "(b, p);"]);
const c47 = constant([";\nif (x !== undefined && ", door("isChosen"), "(x)) {"]);
const c48 = constant([" extends ", doorType("UnknownFields"), " {"]);
const c49 = constant([": ", doorType("MessageType"), "<"]);
const c50 = constant([" = /*@__PURE__*/ ", door("messageType"), "("]);
const c51 = constant(["(\n  /*@__PURE__*/ ", door("messageType"), "("]);
const c52 = constant([": ", doorType("CallChannel")]);
const c53 = constant([": ", doorType("CallOptions"), " | undefined"]);
const c54 = constant(["?: ", doorType("CallOptions")]);
const c56 = constant([" {\n  ", only(TS | DTS, "readonly "), "#channel", only(TS | DTS, [c52]), ";\n  ", only(TS | DTS, "readonly "), "#defaults", only(TS | DTS, [c53]), ";\n\n  constructor(channel", only(TS | DTS, [c52]), ", defaults", only(TS | DTS, [c54]), ")", only(TS | JS, " {\n    this.#channel = channel;\n    this.#defaults = defaults;\n  }"), only(DTS, ";"), "\n"]);
const c57 = constant([": ", doorType("UnaryCall"), "<"]);
const c58 = constant([" {\n  return ", door("startUnary"), "(this.#channel, "]);
const c59 = constant([", options", only(TS | DTS, [c54]), ")"]);
const c60 = constant([": ", doorType("ServerStreamingCall"), "<"]);
const c61 = constant([" {\n  return ", door("startServerStreaming"), "(this.#channel, "]);
const c62 = constant(["?: ", doorType("MessageSource"), "<"]);
const c63 = constant([": ", doorType("ClientStreamingCall"), "<"]);
const c64 = constant([" {\n  return ", door("startClientStreaming"), "(this.#channel, "]);
const c65 = constant([",\n  options", only(TS | DTS, [c54]), ",\n)"]);
const c66 = constant([": ", doorType("BidiStreamingCall"), "<"]);
const c67 = constant([" {\n  return ", door("startBidiStreaming"), "(this.#channel, "]);
const c68 = constant([": ", doorType("ServiceType"), "<"]);
const c69 = constant([" = /*@__PURE__*/ ", door("defineService"), "("]);
const c70 = constant([": ", doorType("ServerContext")]);
const c71 = constant([", context", only(TS | DTS, [c70]), "): "]);
const c72 = constant([" | ", global("Promise"), "<"]);
const c73 = constant([", context", only(TS | DTS, [c70]), "): ", doorType("MessageSource"), "<"]);
const c74 = constant([": ", global("AsyncIterable"), "<"]);

export const descriptorTemplate = {
  file: ($: { entries: readonly Code[]; pieces: readonly Code[]; file: Code; path: Code }): Code =>
    [only(TS | JS, exported("const", $.file)), only(DTS, exported("declare const", $.file)), c2, only(TS | JS, [c1, $.path, ", {", lines("  ", $.entries), "\n  proto: [", lines("    ", $.pieces), "\n  ],\n})"]), ";"],
};

export const enumTemplate = {
  values: ($: { entries: readonly Code[]; values: Code }): Code =>
    only(TS | JS, [only(TS | JS, exported("const", $.values)), only(DTS, exported("declare const", $.values)), " = {", lines("  ", $.entries), c3]),
  declaredValues: ($: { properties: readonly Code[]; declaredValues: Code }): Code =>
    only(DTS, [only(TS | JS | DTS, exported("declare const", $.declaredValues)), only(TS | DTS, [": {", lines("  ", $.properties), "\n}"]), ";"]),
  Enum: ($: { Enum: Code; values: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("type", $.Enum)), " = (typeof ", $.values, ")[keyof typeof ", $.values, "];"]),
  companion: ($: { companion: Code; Enum: Code; typeName: Code; prefix: Code; values: Code; closed: Code }): Code =>
    [only(TS | JS, exported("const", $.companion)), only(DTS, exported("declare const", $.companion)), only(TS | DTS, [c4, $.Enum, ">"]), only(TS | JS, [c5, only(TS | DTS, ["<", $.Enum, ">"]), "(", $.typeName, ", ", $.prefix, ", ", $.values, ", ", $.closed, ")"]), ";"],
};

export const extensionTemplate = {
  extension: ($: { entries: readonly Code[]; extension: Code; Extendee: Code; Type: Code; Init: Code; make: Code; extendee: Code; number: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.extension)), only(DTS, exported("declare const", $.extension)), only(TS | DTS, [c6, $.Extendee, ", ", $.Type, ", ", $.Init, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.make, "(\n  ", $.extendee, ",\n  ", $.number, c7, $.typeName, ", {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  }),\n)"]), ";"],
};

export const createTemplate = {
  create: ($: { entries: readonly Code[]; create: Code; MessageInit: Code; emptyInit: Code; Message: Code }): Code =>
    only(TS | JS, ["function ", $.create, "(i", only(TS | DTS, [": ", $.MessageInit]), " = ", $.emptyInit, ")", only(TS | DTS, [": ", $.Message]), c8, lines("    ", $.entries), "\n  });\n}"]),
  createOneof: ($: { members: readonly Code[]; createOneof: Code; OneofInit: Code; Oneof: Code }): Code =>
    only(TS | JS, ["function ", $.createOneof, "(o", only(TS | DTS, [": ", $.OneofInit, " | undefined"]), ")", only(TS | DTS, [": ", $.Oneof]), " {", lines("  ", $.members), "\n  return { case: undefined, value: undefined };\n}"]),
  oneofMember: ($: { case: Code; result: Code }): Code =>
    ["if (o?.case === ", $.case, ") return { case: ", $.case, ", value: ", $.result, " };"],
};

export const decodeTemplate = {
  read: ($: { loop: readonly Code[]; read: Code; Message: Code; literal: Code }): Code =>
    only(TS | JS, ["function ", $.read, c10, only(TS | DTS, [": ", $.Message]), " = ", $.literal, ")", only(TS | DTS, [": ", $.Message]), " {", lines("  ", $.loop), "\n  return m;\n}"]),
  readDeep: ($: { loop: readonly Code[]; readDeep: Code; Message: Code; literal: Code }): Code =>
    only(TS | JS, ["function ", $.readDeep, c10, only(TS | DTS, [": ", $.Message]), " = ", $.literal, c11, only(TS | DTS, [": ", $.Message]), c12, lines("  ", $.loop), "\n  return m;\n}"]),
  loop: ($: { length: readonly Code[]; fields: readonly Code[] }): Code =>
    [c13, lines("  ", $.length), lines("  ", $.fields), c14],
  length: (): Code =>
    [c15],
  readPart: ($: { fields: readonly Code[]; readPart: Code; Message: Code; position: Code }): Code =>
    only(TS | JS, ["function ", $.readPart, c10, only(TS | DTS, [": ", $.Message]), c16, lines("  ", $.fields), "\n  return ", $.position, ";\n}"]),
  callPart: ($: { part: Code; n: Code; depth: Code }): Code =>
    ["p = ", $.part, "(b, p, end, m, t, ", $.n, ", q, ", $.depth, ");"],
  branch: ($: { tag: Code; expression: Code }): Code =>
    ["if (t === ", $.tag, ") ", $.expression, ";"],
  block: ($: { statements: readonly Code[]; tag: Code }): Code =>
    ["if (t === ", $.tag, ") {", lines("  ", $.statements), "\n}"],
  fork: ($: { low: readonly Code[]; high: readonly Code[]; tag: Code }): Code =>
    ["if (t < ", $.tag, ") {", lines("  ", $.low), "\n} else {", lines("  ", $.high), "\n}"],
  int32: (): Code =>
    [c17],
  behindVarint: (): Code =>
    [c18],
  behindFixed: ($: { size: Code }): Code =>
    ["p += ", $.size, ";"],
  delimited: ($: { number: Code; depth: Code }): Code =>
    [c19, $.number, ", end, ", $.depth, c20],
  behindDelimited: (): Code =>
    "p = next;",
  charge: ($: { length: Code; least: Code; memory: Code }): Code =>
    ["if (", $.length, " < ", $.least, c21, $.memory, ");"],
  closedEnum: ($: { isKnown: Code; stored: Code }): Code =>
    ["if (", $.isKnown, "(i)) ", $.stored, c22],
  readEntry: ($: { loop: readonly Code[]; store: readonly Code[]; readEntry: Code; Map: Code; keyZero: Code; valueZero: Code }): Code =>
    only(TS | JS, ["function ", $.readEntry, c23, only(TS | DTS, [": ", $.Map]), c24, $.keyZero, ";\n  let v = ", $.valueZero, ";", lines("  ", $.loop), lines("  ", $.store), "\n}"]),
  readClosedEntry: ($: { loop: readonly Code[]; store: readonly Code[]; readClosedEntry: Code; Map: Code; keyZero: Code; valueZero: Code; isKnown: Code }): Code =>
    only(TS | JS, ["function ", $.readClosedEntry, c23, only(TS | DTS, [": ", $.Map]), c25, $.keyZero, ";\n  let v = ", $.valueZero, ";", lines("  ", $.loop), "\n  if (!", $.isKnown, "(v)) return false;", lines("  ", $.store), "\n  return true;\n}"]),
  readEntries: ($: { charge: readonly Code[]; loop: readonly Code[]; store: readonly Code[]; readEntries: Code; Map: Code; Type: Code; valueZero: Code; isNext: Code; tagSize: Code }): Code =>
    only(TS | JS, ["function ", $.readEntries, c26, only(TS | DTS, [": ", $.Map]), c27, only(TS | DTS, [": ", $.Type, "[]"]), " = [];\n  for (;;) {", lines("    ", $.charge), "\n    const end = p + size;\n    let k = 0;\n    let v = ", $.valueZero, ";", lines("    ", $.loop), "\n    ks.push(k);", lines("    ", $.store), "\n    if (", $.isNext, ") p += ", $.tagSize, c28]),
  storeEntry: ($: { result: Code }): Code =>
    [c29, $.result, ");"],
  storeInRow: ($: { result: Code }): Code =>
    ["vs.push(", $.result, ");"],
  storeNumberEntry: ($: { result: Code }): Code =>
    ["map[k] = ", $.result, ";"],
  storeEsMapEntry: ($: { result: Code }): Code =>
    ["map.set(k, ", $.result, ");"],
  closedEntry: ($: { expression: Code }): Code =>
    ["if (!", $.expression, c30],
  packedClosedEnum: ($: { isKnown: Code; stored: Code; number: Code }): Code =>
    [c31, $.isKnown, "(i)) ", $.stored, c32, $.number, ", i);\n}"],
};

export const encodeTemplate = {
  write: ($: { fields: readonly Code[]; write: Code; MessageInit: Code; unknown: Code }): Code =>
    only(TS | JS, ["function ", $.write, c33, only(TS | DTS, [": ", $.MessageInit]), c34, lines("  ", $.fields), "\n  return m.", $.unknown, c35, $.unknown, ");\n}"]),
  writeDeep: ($: { fields: readonly Code[]; writeDeep: Code; MessageInit: Code; unknown: Code }): Code =>
    only(TS | JS, ["function ", $.writeDeep, c33, only(TS | DTS, [": ", $.MessageInit]), c36, lines("  ", $.fields), "\n  return m.", $.unknown, c35, $.unknown, ");\n}"]),
  writePart: ($: { fields: readonly Code[]; writePart: Code; MessageInit: Code }): Code =>
    only(TS | JS, ["function ", $.writePart, c33, only(TS | DTS, [": ", $.MessageInit]), c37, lines("  ", $.fields), "\n  return p;\n}"]),
  callPart: ($: { part: Code; depth: Code }): Code =>
    ["p = ", $.part, "(b, p, m, ", $.depth, ");"],
  check: (): Code =>
    [c38],
  tagByte: ($: { byte: Code }): Code =>
    ["b[p++] = ", $.byte, ";"],
  field: ($: { value: readonly Code[]; name: Code; isSet: Code }): Code =>
    ["x = m.", $.name, ";\nif (", $.isSet, ") {", lines("  ", $.value), "\n}"],
  required: ($: { value: readonly Code[]; name: Code }): Code =>
    ["x = m.", $.name, c39, lines("", $.value)],
  variable: (): Code =>
    "let x;",
  scalar: ($: { tagBytes: readonly Code[]; writer: Code; source: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", $.writer, "(b, p, ", $.source, ");"],
  message: ($: { tagBytes: readonly Code[]; written: Code }): Code =>
    [firstLines("", $.tagBytes), c40, $.written, ");"],
  delimited: ($: { tagBytes: readonly Code[]; endTagBytes: readonly Code[]; written: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", $.written, c41, lines("", $.endTagBytes)],
  list: ($: { value: readonly Code[] }): Code =>
    [c42, lines("  ", $.value), "\n}"],
  map: ($: { tagBytes: readonly Code[]; key: readonly Code[]; value: readonly Code[]; index: Code }): Code =>
    [c43, $.index, c44, lines("  ", $.tagBytes), "\n  const q = p++;", lines("  ", $.key), lines("  ", $.value), c45],
  esMap: ($: { tagBytes: readonly Code[]; key: readonly Code[]; value: readonly Code[] }): Code =>
    [c46, lines("  ", $.tagBytes), "\n  const q = p++;", lines("  ", $.key), lines("  ", $.value), c45],
  oneof: ($: { members: readonly Code[]; name: Code }): Code =>
    ["x = m.", $.name, c47, lines("  ", $.members), "\n}"],
  oneofMember: ($: { value: readonly Code[]; case: Code }): Code =>
    ["if (x.case === ", $.case, ") {", lines("  ", $.value), "\n}"],
};

export const shapeTemplate = {
  Message: ($: { properties: readonly Code[]; Message: Code; Base: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.Message)), " extends ", $.Base, " {", lines("  ", $.properties), "\n}"]),
  MessageInit: ($: { properties: readonly Code[]; MessageInit: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.MessageInit)), c48, lines("  ", $.properties), "\n}"]),
  message: ($: { entries: readonly Code[]; Message: Code; MessageInit: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.Message)), only(DTS, exported("declare const", $.Message)), only(TS | DTS, [c49, $.Message, ", ", $.MessageInit, ">"]), only(TS | JS, [c50, $.typeName, ", {\n  create: ", $.create, ",\n  read: ", $.read, ",\n  write: ", $.write, ",", lines("  ", $.entries), "\n})"]), ";"],
};

export const wellKnownTemplate = {
  Mapped: ($: { Mapped: Code; Value: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("type", $.Mapped)), " = ", $.Value, ";"]),
  mappedType: ($: { mappedType: Code; Mapped: Code; mapped: Code; typeName: Code }): Code =>
    [only(TS | JS, exported("const", $.mappedType)), only(DTS, exported("declare const", $.mappedType)), only(TS | DTS, [c49, $.Mapped, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.mapped, "(", $.typeName, ")"]), ";"],
  helped: ($: { entries: readonly Code[]; helped: Code; Message: Code; MessageInit: Code; Helpers: Code; addHelpers: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.helped)), only(DTS, exported("declare const", $.helped)), only(TS | DTS, [c49, $.Message, ", ", $.MessageInit, "> & ", $.Helpers, "<", $.Message, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.addHelpers, c51, $.typeName, ", {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  }),\n)"]), ";"],
};

export const clientTemplate = {
  client: ($: { methods: readonly Code[]; Client: Code }): Code =>
    [only(TS | JS, exported("class", $.Client)), only(DTS, exported("declare class", $.Client)), c56, lines("  ", $.methods), "\n}"],
  unary: ($: { unary: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.unary, "(request", only(TS | DTS, [": ", $.RequestInit]), c59, only(TS | DTS, [c57, $.Response, ">"]), only(TS | JS, [c58, $.service, ".methods.", $.unary, ", request, options, this.#defaults);\n}"]), only(DTS, ";")],
  serverStreaming: ($: { serverStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.serverStreaming, "(request", only(TS | DTS, [": ", $.RequestInit]), c59, only(TS | DTS, [c60, $.Response, ">"]), only(TS | JS, [c61, $.service, ".methods.", $.serverStreaming, ", request, options, this.#defaults);\n}"]), only(DTS, ";")],
  clientStreaming: ($: { clientStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.clientStreaming, "(\n  requests", only(TS | DTS, [c62, $.RequestInit, ">"]), c65, only(TS | DTS, [c63, $.RequestInit, ", ", $.Response, ">"]), only(TS | JS, [c64, $.service, ".methods.", $.clientStreaming, ", requests, options, this.#defaults);\n}"]), only(DTS, ";")],
  bidiStreaming: ($: { bidiStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.bidiStreaming, "(\n  requests", only(TS | DTS, [c62, $.RequestInit, ">"]), c65, only(TS | DTS, [c66, $.RequestInit, ", ", $.Response, ">"]), only(TS | JS, [c67, $.service, ".methods.", $.bidiStreaming, ", requests, options, this.#defaults);\n}"]), only(DTS, ";")],
};

export const definitionTemplate = {
  service: ($: { entries: readonly Code[]; service: Code; Server: Code; Methods: Code; typeName: Code }): Code =>
    [only(TS | JS, exported("const", $.service)), only(DTS, exported("declare const", $.service)), only(TS | DTS, [c68, $.Server, ", ", $.Methods, ">"]), only(TS | JS, [c69, $.typeName, ", {", lines("  ", $.entries), "\n})"]), ";"],
};

export const serverTemplate = {
  Server: ($: { methods: readonly Code[]; Server: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.Server)), " {", lines("  ", $.methods), "\n}"]),
  unary: ($: { unary: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.unary, "(request", only(TS | DTS, [": ", $.Request]), c71, $.ResponseInit, c72, $.ResponseInit, ">;"],
  serverStreaming: ($: { serverStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.serverStreaming, "(request", only(TS | DTS, [": ", $.Request]), c73, $.ResponseInit, ">;"],
  clientStreaming: ($: { clientStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.clientStreaming, "(requests", only(TS | DTS, [c74, $.Request, ">"]), c71, $.ResponseInit, c72, $.ResponseInit, ">;"],
  bidiStreaming: ($: { bidiStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.bidiStreaming, "(requests", only(TS | DTS, [c74, $.Request, ">"]), c73, $.ResponseInit, ">;"],
};
