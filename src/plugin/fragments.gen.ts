// Compiled from templates/ by `npm run templates`. Do not edit.
import { type Code, constant, DTS, door, doorType, exported, firstLines, global, JS, lines, only, TS } from "./code.js";

const c0 = constant([": ", doorType("FileDescriptor")]);
const c1 = constant([" = /*@__PURE__*/ ", door("fileDescriptor"), "("]);
const c2 = constant([only(TS | DTS, [c0])]);
const c3 = constant(["\n}", only(TS | DTS, " as const"), ";"]);
const c4 = constant([": ", doorType("EnumType"), "<"]);
const c5 = constant([" = /*@__PURE__*/ ", door("enumType")]);
const c6 = constant([": ", doorType("Extension"), "<"]);
const c7 = constant([",\n  /*@__PURE__*/ ", door("messageType")]);
const c8 = constant([" {\n  return ", door("withUnknown"), "(i, {"]);
const c9 = constant([": ", global("Uint8Array")]);
const c10 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", m"]);
const c11 = constant([" {\n  while (p < end - 1) {\n    const q = p;\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, q, end);\n      p = ", door("at"), ".next;\n    }"]);
const c12 = constant(["\n    p = ", door("unknownField"), "(m, b, q, p, t, end);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);\n  return m;\n}"]);
const c13 = constant([", d", only(TS | DTS, ": number"), " = 100)"]);
const c14 = constant([" {\n  if (d < 0) throw ", door("tooDeep"), "(p);\n  while (p < end - 1) {\n    const q = p;\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, q, end);\n      p = ", door("at"), ".next;\n    }"]);
const c15 = constant(["\n    p = ", door("unknownField"), "(m, b, q, p, t, end, d);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);\n  return m;\n}"]);
const c16 = constant([", t", only(TS | DTS, ": number"), ", q", only(TS | DTS, ": number"), ", d", only(TS | DTS, ": number"), ")", only(TS | DTS, ": number"), " {"]);
const c17 = constant(["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readVarint32"), "(b, p - 1);\n  p = ", door("at"), ".next;\n}\n"]);
const c18 = constant(["(b, p);\np = ", door("at"), ".next;"]);
const c19 = constant(["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readLength"), "(b, p - 1, end);\n  p = ", door("at"), ".next;\n} else if (n > end - p) throw ", door("truncated"), "(p);"]);
const c20 = constant(["const next = ", door("endOfGroup"), "(b, p, "]);
const c21 = constant([");\nconst e = ", door("group"), ".contentEnd;"]);
const c22 = constant([") ", door("spend"), "("]);
const c23 = constant(["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readVarint32"), "(b, p - 1);\n  p = ", door("at"), ".next;\n}\nif ("]);
const c24 = constant(["\n} else ", door("keepField"), "(m, b, q, p);"]);
const c25 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", map"]);
const c26 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": void"), " {\n  let k = "]);
const c27 = constant([";\n  while (p < end - 1) {\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, p - 1, end);\n      p = ", door("at"), ".next;\n    }"]);
const c28 = constant(["\n    p = ", door("skipField"), "(b, p, t, end, d);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);"]);
const c29 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", all", only(TS | DTS, ": number"), ", map"]);
const c30 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": number"), " {\n  const ks", only(TS | DTS, ": number[]"), " = [];\n  const vs"]);
const c31 = constant([" = [];\n  for (;;) {\n    let n = b[p++]", only(TS | DTS, "!"), ";\n    if (n > 127) {\n      n = ", door("readLength"), "(b, p - 1, all);\n      p = ", door("at"), ".next;\n    } else if (n > all - p) throw ", door("truncated"), "(p);"]);
const c32 = constant([";\n    while (p < end - 1) {\n      let t = b[p++]", only(TS | DTS, "!"), ";\n      if (t > 127) {\n        t = ", door("readTag"), "(b, p - 1, end);\n        p = ", door("at"), ".next;\n      }"]);
const c33 = constant(["\n      p = ", door("skipField"), "(b, p, t, end, d);\n    }\n    if (p !== end) throw ", door("truncated"), "(p);\n    ks.push(k);"]);
const c34 = constant([";\n    else break;\n  }\n  ", door("setNumberEntries"), "(map, ks, vs);\n  return p;\n}"]);
const c35 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": boolean"), " {\n  let k = "]);
const c36 = constant(["\n    p = ", door("skipField"), "(b, p, t, end, d);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);\n  if (!"]);
const c37 = constant([door("setEntry"), "(map, k, "]);
const c38 = constant([") ", door("keepField"), "(m, b, q, p + n);"]);
const c39 = constant(["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readLength"), "(b, p - 1, end);\n  p = ", door("at"), ".next;\n} else if (n > end - p) throw ", door("truncated"), "(p);\nfor (const e = p + n; p < e; ) {\n  const n = ", door("readVarint32"), "(b, p);\n  p = ", door("at"), ".next;\n  if (p > e) throw ", door("truncated"), "(e);\n  if ("]);
const c40 = constant(["\n  } else ", door("keepNumber"), "(m, "]);
const c41 = constant(["(b", only(TS | DTS, [c9]), ", p", only(TS | DTS, ": number"), ", m"]);
const c42 = constant([")", only(TS | DTS, ": number"), " {\n  ", door("begin"), "(b, p, m);"]);
const c43 = constant([" !== undefined) return ", door("writeRaw"), "(b, p, m."]);
const c44 = constant([", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": number"), " {\n  if (d < 0) throw ", door("INVALID"), ";\n  ", door("begin"), "(b, p, m);"]);
const c45 = constant([", d", only(TS | DTS, ": number"), ")", only(TS | DTS, ": number"), " {\n  ", door("room"), "(b, p);"]);
const c46 = constant([door("room"), "(b, p);"]);
const c47 = constant([";\nif (x === undefined) throw ", door("INVALID"), ";"]);
const c48 = constant(["\np = ", door("finish"), "(b, p, "]);
const c49 = constant([";\n", door("room"), "(b, p);"]);
const c50 = constant(["for (let i = 0, n = ", door("count"), "(x); i < n; i++) {\n  const v = x[i]", only(TS | DTS, "!"), ";\n  ", door("room"), "(b, p);"]);
const c51 = constant(["for (const k of ", door("keys"), "(x)) {\n  const v = x["]);
const c52 = constant(["]", only(TS | DTS, "!"), ";\n  ", door("room"), "(b, p);"]);
const c53 = constant(["\n  p = ", door("finish"), "(b, q, p);\n}"]);
const c54 = constant(["for (const [k, v] of ", door("entries"), "(x)) {\n  ", door("room"), "(b, p);"]);
const c55 = constant([";\nif (x !== undefined && ", door("isChosen"), "(x)) {"]);
const c56 = constant([" extends ", doorType("UnknownFields"), " {"]);
const c57 = constant([": ", doorType("MessageType"), "<"]);
const c58 = constant([" = /*@__PURE__*/ ", door("messageType")]);
const c59 = constant(["(\n  /*@__PURE__*/ ", door("messageType")]);
const c60 = constant([": ", doorType("CallChannel")]);
const c61 = constant([": ", doorType("CallOptions"), " | undefined"]);
const c62 = constant(["?: ", doorType("CallOptions")]);
const c64 = constant([" {\n  ", only(TS | DTS, "readonly "), "#channel", only(TS | DTS, [c60]), ";\n  ", only(TS | DTS, "readonly "), "#defaults", only(TS | DTS, [c61]), ";\n\n  constructor(channel", only(TS | DTS, [c60]), ", defaults", only(TS | DTS, [c62]), ")", only(TS | JS, " {\n    this.#channel = channel;\n    this.#defaults = defaults;\n  }"), only(DTS, ";"), "\n"]);
const c65 = constant([": ", doorType("UnaryCall"), "<"]);
const c66 = constant([" {\n  return ", door("startUnary"), "(this.#channel, "]);
const c67 = constant([", options", only(TS | DTS, [c62]), ")"]);
const c68 = constant([": ", doorType("ServerStreamingCall"), "<"]);
const c69 = constant([" {\n  return ", door("startServerStreaming"), "(this.#channel, "]);
const c70 = constant(["?: ", doorType("MessageSource"), "<"]);
const c71 = constant([": ", doorType("ClientStreamingCall"), "<"]);
const c72 = constant([" {\n  return ", door("startClientStreaming"), "(this.#channel, "]);
const c73 = constant([",\n  options", only(TS | DTS, [c62]), ",\n)"]);
const c74 = constant([": ", doorType("BidiStreamingCall"), "<"]);
const c75 = constant([" {\n  return ", door("startBidiStreaming"), "(this.#channel, "]);
const c76 = constant([": ", doorType("ServiceType"), "<"]);
const c77 = constant([" = /*@__PURE__*/ ", door("defineService"), "("]);
const c78 = constant([": ", doorType("ServerContext")]);
const c79 = constant([", context", only(TS | DTS, [c78]), "): "]);
const c80 = constant([" | ", global("Promise"), "<"]);
const c81 = constant([", context", only(TS | DTS, [c78]), "): ", doorType("MessageSource"), "<"]);
const c82 = constant([": ", global("AsyncIterable"), "<"]);

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
  extension: ($: { entries: readonly Code[]; extension: Code; Extendee: Code; Type: Code; Init: Code; make: Code; extendee: Code; number: Code; Message: Code; MessageInit: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.extension)), only(DTS, exported("declare const", $.extension)), only(TS | DTS, [c6, $.Extendee, ", ", $.Type, ", ", $.Init, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.make, only(TS | DTS, ["<", $.Extendee, ", ", $.Type, ", ", $.Init, ">"]), "(\n  ", $.extendee, ",\n  ", $.number, c7, only(TS | DTS, ["<", $.Message, ", ", $.MessageInit, ">"]), "(", $.typeName, ", {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  }),\n)"]), ";"],
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
  read: ($: { fields: readonly Code[]; read: Code; Message: Code; literal: Code }): Code =>
    only(TS | JS, ["function ", $.read, c10, only(TS | DTS, [": ", $.Message]), " = ", $.literal, ")", only(TS | DTS, [": ", $.Message]), c11, lines("    ", $.fields), c12]),
  readDeep: ($: { fields: readonly Code[]; readDeep: Code; Message: Code; literal: Code }): Code =>
    only(TS | JS, ["function ", $.readDeep, c10, only(TS | DTS, [": ", $.Message]), " = ", $.literal, c13, only(TS | DTS, [": ", $.Message]), c14, lines("    ", $.fields), c15]),
  readPart: ($: { fields: readonly Code[]; readPart: Code; Message: Code }): Code =>
    only(TS | JS, ["function ", $.readPart, c10, only(TS | DTS, [": ", $.Message]), c16, lines("  ", $.fields), "\n  return -1;\n}"]),
  callPart: ($: { part: Code; depth: Code }): Code =>
    ["const next = ", $.part, "(b, p, end, m, t, q, ", $.depth, ");\nif (next >= 0) {\n  p = next;\n  continue;\n}"],
  branch: ($: { body: readonly Code[]; done: readonly Code[]; tag: Code }): Code =>
    ["if (t === ", $.tag, ") {", lines("  ", $.body), lines("  ", $.done), "\n}"],
  fork: ($: { low: readonly Code[]; high: readonly Code[]; tag: Code }): Code =>
    ["if (t < ", $.tag, ") {", lines("  ", $.low), "\n} else {", lines("  ", $.high), "\n}"],
  int32: ($: { target: Code; result: Code }): Code =>
    [c17, $.target, " = ", $.result, ";"],
  varint: ($: { target: Code; reader: Code }): Code =>
    [$.target, " = ", $.reader, c18],
  fixed: ($: { target: Code; reader: Code; size: Code }): Code =>
    [$.target, " = ", $.reader, "(b, p, end);\np += ", $.size, ";"],
  sized: ($: { charge: readonly Code[]; target: Code; expression: Code }): Code =>
    [c19, lines("", $.charge), "\n", $.target, " = ", $.expression, ";\np += n;"],
  sizedCall: ($: { value: readonly Code[] }): Code =>
    [c19, lines("", $.value), "\np += n;"],
  delimited: ($: { charge: readonly Code[]; number: Code; depth: Code; target: Code; expression: Code }): Code =>
    [c20, $.number, ", end, ", $.depth, c21, lines("", $.charge), "\n", $.target, " = ", $.expression, ";\np = next;"],
  charge: ($: { length: Code; least: Code; memory: Code }): Code =>
    ["if (", $.length, " < ", $.least, c22, $.memory, ");"],
  oneofMember: ($: { value: readonly Code[]; Type: Code; oneof: Code; case: Code }): Code =>
    ["let v", only(TS | DTS, [": ", $.Type]), ";", lines("", $.value), "\nm.", $.oneof, " = { case: ", $.case, ", value: v };"],
  closedEnum: ($: { value: readonly Code[]; isKnown: Code }): Code =>
    [c23, $.isKnown, "(n)) {", lines("  ", $.value), c24],
  readEntry: ($: { fields: readonly Code[]; store: readonly Code[]; readEntry: Code; Map: Code; keyZero: Code; valueZero: Code }): Code =>
    only(TS | JS, ["function ", $.readEntry, c25, only(TS | DTS, [": ", $.Map]), c26, $.keyZero, ";\n  let v = ", $.valueZero, c27, lines("    ", $.fields), c28, lines("  ", $.store), "\n}"]),
  readEntries: ($: { charge: readonly Code[]; fields: readonly Code[]; store: readonly Code[]; readEntries: Code; Map: Code; Type: Code; valueZero: Code; isNext: Code; tagSize: Code }): Code =>
    only(TS | JS, ["function ", $.readEntries, c29, only(TS | DTS, [": ", $.Map]), c30, only(TS | DTS, [": ", $.Type, "[]"]), c31, lines("    ", $.charge), "\n    const end = p + n;\n    let k = 0;\n    let v = ", $.valueZero, c32, lines("      ", $.fields), c33, lines("    ", $.store), "\n    if (", $.isNext, ") p += ", $.tagSize, c34]),
  entries: ($: { expression: Code }): Code =>
    ["p = ", $.expression, ";"],
  readClosedEntry: ($: { fields: readonly Code[]; store: readonly Code[]; readClosedEntry: Code; Map: Code; keyZero: Code; valueZero: Code; isKnown: Code }): Code =>
    only(TS | JS, ["function ", $.readClosedEntry, c25, only(TS | DTS, [": ", $.Map]), c35, $.keyZero, ";\n  let v = ", $.valueZero, c27, lines("    ", $.fields), c36, $.isKnown, "(v)) return false;", lines("  ", $.store), "\n  return true;\n}"]),
  storeEntry: ($: { result: Code }): Code =>
    [c37, $.result, ");"],
  storeInRow: ($: { result: Code }): Code =>
    ["vs.push(", $.result, ");"],
  storeNumberEntry: ($: { result: Code }): Code =>
    ["map[k] = ", $.result, ";"],
  storeEsMapEntry: ($: { result: Code }): Code =>
    ["map.set(k, ", $.result, ");"],
  closedEntry: ($: { expression: Code }): Code =>
    ["if (!", $.expression, c38],
  packedClosedEnum: ($: { value: readonly Code[]; isKnown: Code; number: Code }): Code =>
    [c39, $.isKnown, "(n)) {", lines("    ", $.value), c40, $.number, ", n);\n}"],
};

export const encodeTemplate = {
  write: ($: { fields: readonly Code[]; write: Code; MessageInit: Code; unknown: Code }): Code =>
    only(TS | JS, ["function ", $.write, c41, only(TS | DTS, [": ", $.MessageInit]), c42, lines("  ", $.fields), "\n  if (m.", $.unknown, c43, $.unknown, ");\n  return p;\n}"]),
  writeDeep: ($: { fields: readonly Code[]; writeDeep: Code; MessageInit: Code; unknown: Code }): Code =>
    only(TS | JS, ["function ", $.writeDeep, c41, only(TS | DTS, [": ", $.MessageInit]), c44, lines("  ", $.fields), "\n  if (m.", $.unknown, c43, $.unknown, ");\n  return p;\n}"]),
  writePart: ($: { fields: readonly Code[]; writePart: Code; MessageInit: Code }): Code =>
    only(TS | JS, ["function ", $.writePart, c41, only(TS | DTS, [": ", $.MessageInit]), c45, lines("  ", $.fields), "\n  return p;\n}"]),
  callPart: ($: { part: Code; depth: Code }): Code =>
    ["p = ", $.part, "(b, p, m, ", $.depth, ");"],
  check: (): Code =>
    [c46],
  tagByte: ($: { byte: Code }): Code =>
    ["b[p++] = ", $.byte, ";"],
  field: ($: { value: readonly Code[]; name: Code; isSet: Code }): Code =>
    ["x = m.", $.name, ";\nif (", $.isSet, ") {", lines("  ", $.value), "\n}"],
  required: ($: { value: readonly Code[]; name: Code }): Code =>
    ["x = m.", $.name, c47, lines("", $.value)],
  variable: (): Code =>
    "let x;",
  scalar: ($: { tagBytes: readonly Code[]; writer: Code; source: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", $.writer, "(b, p, ", $.source, ");"],
  message: ($: { tagBytes: readonly Code[]; written: Code }): Code =>
    [firstLines("", $.tagBytes), c48, $.written, ");"],
  delimited: ($: { tagBytes: readonly Code[]; endTagBytes: readonly Code[]; written: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", $.written, c49, lines("", $.endTagBytes)],
  list: ($: { value: readonly Code[] }): Code =>
    [c50, lines("  ", $.value), "\n}"],
  map: ($: { tagBytes: readonly Code[]; key: readonly Code[]; value: readonly Code[]; index: Code }): Code =>
    [c51, $.index, c52, lines("  ", $.tagBytes), "\n  const q = p++;", lines("  ", $.key), lines("  ", $.value), c53],
  esMap: ($: { tagBytes: readonly Code[]; key: readonly Code[]; value: readonly Code[] }): Code =>
    [c54, lines("  ", $.tagBytes), "\n  const q = p++;", lines("  ", $.key), lines("  ", $.value), c53],
  oneof: ($: { members: readonly Code[]; name: Code }): Code =>
    ["x = m.", $.name, c55, lines("  ", $.members), "\n}"],
  oneofMember: ($: { value: readonly Code[]; case: Code }): Code =>
    ["if (x.case === ", $.case, ") {", lines("  ", $.value), "\n}"],
};

export const shapeTemplate = {
  Message: ($: { properties: readonly Code[]; Message: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.Message)), c56, lines("  ", $.properties), "\n}"]),
  MessageInit: ($: { properties: readonly Code[]; MessageInit: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.MessageInit)), c56, lines("  ", $.properties), "\n}"]),
  message: ($: { entries: readonly Code[]; Message: Code; MessageInit: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.Message)), only(DTS, exported("declare const", $.Message)), only(TS | DTS, [c57, $.Message, ", ", $.MessageInit, ">"]), only(TS | JS, [c58, only(TS | DTS, ["<", $.Message, ", ", $.MessageInit, ">"]), "(\n  ", $.typeName, ",\n  {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  },\n)"]), ";"],
};

export const wellKnownTemplate = {
  Mapped: ($: { Mapped: Code; Value: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("type", $.Mapped)), " = ", $.Value, ";"]),
  mappedType: ($: { mappedType: Code; Mapped: Code; mapped: Code; typeName: Code }): Code =>
    [only(TS | JS, exported("const", $.mappedType)), only(DTS, exported("declare const", $.mappedType)), only(TS | DTS, [c57, $.Mapped, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.mapped, "(", $.typeName, ")"]), ";"],
  helped: ($: { entries: readonly Code[]; helped: Code; Message: Code; MessageInit: Code; Helpers: Code; addHelpers: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.helped)), only(DTS, exported("declare const", $.helped)), only(TS | DTS, [c57, $.Message, ", ", $.MessageInit, "> & ", $.Helpers, "<", $.Message, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.addHelpers, c59, only(TS | DTS, ["<", $.Message, ", ", $.MessageInit, ">"]), "(", $.typeName, ", {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  }),\n)"]), ";"],
};

export const clientTemplate = {
  client: ($: { methods: readonly Code[]; Client: Code }): Code =>
    [only(TS | JS, exported("class", $.Client)), only(DTS, exported("declare class", $.Client)), c64, lines("  ", $.methods), "\n}"],
  unary: ($: { unary: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.unary, "(request", only(TS | DTS, [": ", $.RequestInit]), c67, only(TS | DTS, [c65, $.Response, ">"]), only(TS | JS, [c66, $.service, ".methods.", $.unary, ", request, options, this.#defaults);\n}"]), only(DTS, ";")],
  serverStreaming: ($: { serverStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.serverStreaming, "(request", only(TS | DTS, [": ", $.RequestInit]), c67, only(TS | DTS, [c68, $.Response, ">"]), only(TS | JS, [c69, $.service, ".methods.", $.serverStreaming, ", request, options, this.#defaults);\n}"]), only(DTS, ";")],
  clientStreaming: ($: { clientStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.clientStreaming, "(\n  requests", only(TS | DTS, [c70, $.RequestInit, ">"]), c73, only(TS | DTS, [c71, $.RequestInit, ", ", $.Response, ">"]), only(TS | JS, [c72, $.service, ".methods.", $.clientStreaming, ", requests, options, this.#defaults);\n}"]), only(DTS, ";")],
  bidiStreaming: ($: { bidiStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.bidiStreaming, "(\n  requests", only(TS | DTS, [c70, $.RequestInit, ">"]), c73, only(TS | DTS, [c74, $.RequestInit, ", ", $.Response, ">"]), only(TS | JS, [c75, $.service, ".methods.", $.bidiStreaming, ", requests, options, this.#defaults);\n}"]), only(DTS, ";")],
};

export const definitionTemplate = {
  service: ($: { entries: readonly Code[]; service: Code; Server: Code; Methods: Code; typeName: Code }): Code =>
    [only(TS | JS, exported("const", $.service)), only(DTS, exported("declare const", $.service)), only(TS | DTS, [c76, $.Server, ", ", $.Methods, ">"]), only(TS | JS, [c77, $.typeName, ", {", lines("  ", $.entries), "\n})"]), ";"],
};

export const serverTemplate = {
  Server: ($: { methods: readonly Code[]; Server: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.Server)), " {", lines("  ", $.methods), "\n}"]),
  unary: ($: { unary: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.unary, "(request", only(TS | DTS, [": ", $.Request]), c79, $.ResponseInit, c80, $.ResponseInit, ">;"],
  serverStreaming: ($: { serverStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.serverStreaming, "(request", only(TS | DTS, [": ", $.Request]), c81, $.ResponseInit, ">;"],
  clientStreaming: ($: { clientStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.clientStreaming, "(requests", only(TS | DTS, [c82, $.Request, ">"]), c79, $.ResponseInit, c80, $.ResponseInit, ">;"],
  bidiStreaming: ($: { bidiStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.bidiStreaming, "(requests", only(TS | DTS, [c82, $.Request, ">"]), c81, $.ResponseInit, ">;"],
};
