// Compiled from templates/ by `npm run templates`. Do not edit.
import { type Code, DTS, door, doorType, exported, firstLines, global, JS, lines, only, TS } from "./code.js";

export const descriptorTemplate = {
  file: ($: { entries: readonly Code[]; pieces: readonly Code[]; file: Code; path: Code }): Code =>
    [only(TS | JS, exported("const", $.file)), only(DTS, exported("declare const", $.file)), only(TS | DTS, [": ", doorType("FileDescriptor")]), only(TS | JS, [" = /*@__PURE__*/ ", door("fileDescriptor"), "(", $.path, ", {", lines("  ", $.entries), "\n  proto: [", lines("    ", $.pieces), "\n  ],\n})"]), ";"],
};

export const enumTemplate = {
  values: ($: { entries: readonly Code[]; values: Code }): Code =>
    only(TS | JS, [only(TS | JS, exported("const", $.values)), only(DTS, exported("declare const", $.values)), " = {", lines("  ", $.entries), "\n}", only(TS | DTS, " as const"), ";"]),
  declaredValues: ($: { properties: readonly Code[]; declaredValues: Code }): Code =>
    only(DTS, [only(TS | JS | DTS, exported("declare const", $.declaredValues)), only(TS | DTS, [": {", lines("  ", $.properties), "\n}"]), ";"]),
  Enum: ($: { Enum: Code; values: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("type", $.Enum)), " = (typeof ", $.values, ")[keyof typeof ", $.values, "];"]),
  companion: ($: { companion: Code; Enum: Code; typeName: Code; prefix: Code; values: Code; closed: Code }): Code =>
    [only(TS | JS, exported("const", $.companion)), only(DTS, exported("declare const", $.companion)), only(TS | DTS, [": ", doorType("EnumType"), "<", $.Enum, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", door("enumType"), only(TS | DTS, ["<", $.Enum, ">"]), "(", $.typeName, ", ", $.prefix, ", ", $.values, ", ", $.closed, ")"]), ";"],
};

export const extensionTemplate = {
  extension: ($: { entries: readonly Code[]; extension: Code; Extendee: Code; Type: Code; Init: Code; make: Code; extendee: Code; number: Code; Message: Code; MessageInit: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.extension)), only(DTS, exported("declare const", $.extension)), only(TS | DTS, [": ", doorType("Extension"), "<", $.Extendee, ", ", $.Type, ", ", $.Init, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.make, only(TS | DTS, ["<", $.Extendee, ", ", $.Type, ", ", $.Init, ">"]), "(\n  ", $.extendee, ",\n  ", $.number, ",\n  /*@__PURE__*/ ", door("messageType"), only(TS | DTS, ["<", $.Message, ", ", $.MessageInit, ">"]), "(", $.typeName, ", {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  }),\n)"]), ";"],
};

export const createTemplate = {
  create: ($: { entries: readonly Code[]; create: Code; MessageInit: Code; emptyInit: Code; Message: Code }): Code =>
    only(TS | JS, ["function ", $.create, "(i", only(TS | DTS, [": ", $.MessageInit]), " = ", $.emptyInit, ")", only(TS | DTS, [": ", $.Message]), " {\n  return ", door("withUnknown"), "(i, {", lines("    ", $.entries), "\n  });\n}"]),
  createOneof: ($: { members: readonly Code[]; createOneof: Code; OneofInit: Code; Oneof: Code }): Code =>
    only(TS | JS, ["function ", $.createOneof, "(o", only(TS | DTS, [": ", $.OneofInit, " | undefined"]), ")", only(TS | DTS, [": ", $.Oneof]), " {", lines("  ", $.members), "\n  return { case: undefined, value: undefined };\n}"]),
  oneofMember: ($: { case: Code; result: Code }): Code =>
    ["if (o?.case === ", $.case, ") return { case: ", $.case, ", value: ", $.result, " };"],
};

export const decodeTemplate = {
  read: ($: { fields: readonly Code[]; read: Code; Message: Code; literal: Code }): Code =>
    only(TS | JS, ["function ", $.read, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", m", only(TS | DTS, [": ", $.Message]), " = ", $.literal, ")", only(TS | DTS, [": ", $.Message]), " {\n  while (p < end - 1) {\n    const q = p;\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, q, end);\n      p = ", door("at"), ".next;\n    }", lines("    ", $.fields), "\n    p = ", door("unknownField"), "(m, b, q, p, t, end);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);\n  return m;\n}"]),
  readDeep: ($: { fields: readonly Code[]; readDeep: Code; Message: Code; literal: Code }): Code =>
    only(TS | JS, ["function ", $.readDeep, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", m", only(TS | DTS, [": ", $.Message]), " = ", $.literal, ", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, [": ", $.Message]), " {\n  if (d < 0) throw ", door("tooDeep"), "(p);\n  while (p < end - 1) {\n    const q = p;\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, q, end);\n      p = ", door("at"), ".next;\n    }", lines("    ", $.fields), "\n    p = ", door("unknownField"), "(m, b, q, p, t, end, d);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);\n  return m;\n}"]),
  readPart: ($: { fields: readonly Code[]; readPart: Code; Message: Code }): Code =>
    only(TS | JS, ["function ", $.readPart, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", m", only(TS | DTS, [": ", $.Message]), ", t", only(TS | DTS, ": number"), ", q", only(TS | DTS, ": number"), ", d", only(TS | DTS, ": number"), ")", only(TS | DTS, ": number"), " {", lines("  ", $.fields), "\n  return -1;\n}"]),
  callPart: ($: { part: Code; depth: Code }): Code =>
    ["const next = ", $.part, "(b, p, end, m, t, q, ", $.depth, ");\nif (next >= 0) {\n  p = next;\n  continue;\n}"],
  branch: ($: { body: readonly Code[]; done: readonly Code[]; tag: Code }): Code =>
    ["if (t === ", $.tag, ") {", lines("  ", $.body), lines("  ", $.done), "\n}"],
  fork: ($: { low: readonly Code[]; high: readonly Code[]; tag: Code }): Code =>
    ["if (t < ", $.tag, ") {", lines("  ", $.low), "\n} else {", lines("  ", $.high), "\n}"],
  int32: ($: { target: Code; result: Code }): Code =>
    ["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readVarint32"), "(b, p - 1);\n  p = ", door("at"), ".next;\n}\n", $.target, " = ", $.result, ";"],
  varint: ($: { target: Code; reader: Code }): Code =>
    [$.target, " = ", $.reader, "(b, p);\np = ", door("at"), ".next;"],
  fixed: ($: { target: Code; reader: Code; size: Code }): Code =>
    [$.target, " = ", $.reader, "(b, p, end);\np += ", $.size, ";"],
  sized: ($: { charge: readonly Code[]; target: Code; expression: Code }): Code =>
    ["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readLength"), "(b, p - 1, end);\n  p = ", door("at"), ".next;\n} else if (n > end - p) throw ", door("truncated"), "(p);", lines("", $.charge), "\n", $.target, " = ", $.expression, ";\np += n;"],
  sizedCall: ($: { value: readonly Code[] }): Code =>
    ["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readLength"), "(b, p - 1, end);\n  p = ", door("at"), ".next;\n} else if (n > end - p) throw ", door("truncated"), "(p);", lines("", $.value), "\np += n;"],
  delimited: ($: { charge: readonly Code[]; number: Code; depth: Code; target: Code; expression: Code }): Code =>
    ["const next = ", door("endOfGroup"), "(b, p, ", $.number, ", end, ", $.depth, ");\nconst e = ", door("group"), ".contentEnd;", lines("", $.charge), "\n", $.target, " = ", $.expression, ";\np = next;"],
  charge: ($: { length: Code; least: Code; memory: Code }): Code =>
    ["if (", $.length, " < ", $.least, ") ", door("spend"), "(", $.memory, ");"],
  oneofMember: ($: { value: readonly Code[]; Type: Code; oneof: Code; case: Code }): Code =>
    ["let v", only(TS | DTS, [": ", $.Type]), ";", lines("", $.value), "\nm.", $.oneof, " = { case: ", $.case, ", value: v };"],
  closedEnum: ($: { value: readonly Code[]; isKnown: Code }): Code =>
    ["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readVarint32"), "(b, p - 1);\n  p = ", door("at"), ".next;\n}\nif (", $.isKnown, "(n)) {", lines("  ", $.value), "\n} else ", door("keepField"), "(m, b, q, p);"],
  readEntry: ($: { fields: readonly Code[]; store: readonly Code[]; readEntry: Code; Map: Code; keyZero: Code; valueZero: Code }): Code =>
    only(TS | JS, ["function ", $.readEntry, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", map", only(TS | DTS, [": ", $.Map]), ", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": void"), " {\n  let k = ", $.keyZero, ";\n  let v = ", $.valueZero, ";\n  while (p < end - 1) {\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, p - 1, end);\n      p = ", door("at"), ".next;\n    }", lines("    ", $.fields), "\n    p = ", door("skipField"), "(b, p, t, end, d);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);", lines("  ", $.store), "\n}"]),
  readClosedEntry: ($: { fields: readonly Code[]; store: readonly Code[]; readClosedEntry: Code; Map: Code; keyZero: Code; valueZero: Code; isKnown: Code }): Code =>
    only(TS | JS, ["function ", $.readClosedEntry, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", end", only(TS | DTS, ": number"), ", map", only(TS | DTS, [": ", $.Map]), ", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": boolean"), " {\n  let k = ", $.keyZero, ";\n  let v = ", $.valueZero, ";\n  while (p < end - 1) {\n    let t = b[p++]", only(TS | DTS, "!"), ";\n    if (t > 127) {\n      t = ", door("readTag"), "(b, p - 1, end);\n      p = ", door("at"), ".next;\n    }", lines("    ", $.fields), "\n    p = ", door("skipField"), "(b, p, t, end, d);\n  }\n  if (p !== end) throw ", door("truncated"), "(p);\n  if (!", $.isKnown, "(v)) return false;", lines("  ", $.store), "\n  return true;\n}"]),
  storeEntry: ($: { result: Code }): Code =>
    [door("setEntry"), "(map, k, ", $.result, ");"],
  storeNumberEntry: ($: { result: Code }): Code =>
    ["map[k] = ", $.result, ";"],
  storeEsMapEntry: ($: { result: Code }): Code =>
    ["map.set(k, ", $.result, ");"],
  closedEntry: ($: { expression: Code }): Code =>
    ["if (!", $.expression, ") ", door("keepField"), "(m, b, q, p + n);"],
  packedClosedEnum: ($: { value: readonly Code[]; isKnown: Code; number: Code }): Code =>
    ["let n = b[p++]", only(TS | DTS, "!"), ";\nif (n > 127) {\n  n = ", door("readLength"), "(b, p - 1, end);\n  p = ", door("at"), ".next;\n} else if (n > end - p) throw ", door("truncated"), "(p);\nfor (const e = p + n; p < e; ) {\n  const n = ", door("readVarint32"), "(b, p);\n  p = ", door("at"), ".next;\n  if (p > e) throw ", door("truncated"), "(e);\n  if (", $.isKnown, "(n)) {", lines("    ", $.value), "\n  } else ", door("keepNumber"), "(m, ", $.number, ", n);\n}"],
};

export const encodeTemplate = {
  write: ($: { fields: readonly Code[]; write: Code; MessageInit: Code; unknown: Code }): Code =>
    only(TS | JS, ["function ", $.write, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", m", only(TS | DTS, [": ", $.MessageInit]), ")", only(TS | DTS, ": number"), " {\n  ", door("begin"), "(b, p, m);", lines("  ", $.fields), "\n  if (m.", $.unknown, " !== undefined) return ", door("writeRaw"), "(b, p, m.", $.unknown, ");\n  return p;\n}"]),
  writeDeep: ($: { fields: readonly Code[]; writeDeep: Code; MessageInit: Code; unknown: Code }): Code =>
    only(TS | JS, ["function ", $.writeDeep, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", m", only(TS | DTS, [": ", $.MessageInit]), ", d", only(TS | DTS, ": number"), " = 100)", only(TS | DTS, ": number"), " {\n  if (d < 0) throw ", door("INVALID"), ";\n  ", door("begin"), "(b, p, m);", lines("  ", $.fields), "\n  if (m.", $.unknown, " !== undefined) return ", door("writeRaw"), "(b, p, m.", $.unknown, ");\n  return p;\n}"]),
  writePart: ($: { fields: readonly Code[]; writePart: Code; MessageInit: Code }): Code =>
    only(TS | JS, ["function ", $.writePart, "(b", only(TS | DTS, [": ", global("Uint8Array")]), ", p", only(TS | DTS, ": number"), ", m", only(TS | DTS, [": ", $.MessageInit]), ", d", only(TS | DTS, ": number"), ")", only(TS | DTS, ": number"), " {\n  ", door("room"), "(b, p);", lines("  ", $.fields), "\n  return p;\n}"]),
  callPart: ($: { part: Code; depth: Code }): Code =>
    ["p = ", $.part, "(b, p, m, ", $.depth, ");"],
  check: (): Code =>
    [door("room"), "(b, p);"],
  tagByte: ($: { byte: Code }): Code =>
    ["b[p++] = ", $.byte, ";"],
  field: ($: { value: readonly Code[]; name: Code; isSet: Code }): Code =>
    ["x = m.", $.name, ";\nif (", $.isSet, ") {", lines("  ", $.value), "\n}"],
  required: ($: { value: readonly Code[]; name: Code }): Code =>
    ["x = m.", $.name, ";\nif (x === undefined) throw ", door("INVALID"), ";", lines("", $.value)],
  variable: (): Code =>
    "let x;",
  scalar: ($: { tagBytes: readonly Code[]; writer: Code; source: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", $.writer, "(b, p, ", $.source, ");"],
  message: ($: { tagBytes: readonly Code[]; written: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", door("finish"), "(b, p, ", $.written, ");"],
  delimited: ($: { tagBytes: readonly Code[]; endTagBytes: readonly Code[]; written: Code }): Code =>
    [firstLines("", $.tagBytes), "\np = ", $.written, ";\n", door("room"), "(b, p);", lines("", $.endTagBytes)],
  list: ($: { value: readonly Code[] }): Code =>
    ["for (let i = 0, n = ", door("count"), "(x); i < n; i++) {\n  const v = x[i]", only(TS | DTS, "!"), ";\n  ", door("room"), "(b, p);", lines("  ", $.value), "\n}"],
  map: ($: { tagBytes: readonly Code[]; key: readonly Code[]; value: readonly Code[]; index: Code }): Code =>
    ["for (const k of ", door("keys"), "(x)) {\n  const v = x[", $.index, "]", only(TS | DTS, "!"), ";\n  ", door("room"), "(b, p);", lines("  ", $.tagBytes), "\n  const q = p++;", lines("  ", $.key), lines("  ", $.value), "\n  p = ", door("finish"), "(b, q, p);\n}"],
  esMap: ($: { tagBytes: readonly Code[]; key: readonly Code[]; value: readonly Code[] }): Code =>
    ["for (const [k, v] of ", door("entries"), "(x)) {\n  ", door("room"), "(b, p);", lines("  ", $.tagBytes), "\n  const q = p++;", lines("  ", $.key), lines("  ", $.value), "\n  p = ", door("finish"), "(b, q, p);\n}"],
  oneof: ($: { members: readonly Code[]; name: Code }): Code =>
    ["x = m.", $.name, ";\nif (x !== undefined && ", door("isChosen"), "(x)) {", lines("  ", $.members), "\n}"],
  oneofMember: ($: { value: readonly Code[]; case: Code }): Code =>
    ["if (x.case === ", $.case, ") {", lines("  ", $.value), "\n}"],
};

export const shapeTemplate = {
  Message: ($: { properties: readonly Code[]; Message: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.Message)), " extends ", doorType("UnknownFields"), " {", lines("  ", $.properties), "\n}"]),
  MessageInit: ($: { properties: readonly Code[]; MessageInit: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.MessageInit)), " extends ", doorType("UnknownFields"), " {", lines("  ", $.properties), "\n}"]),
  message: ($: { entries: readonly Code[]; Message: Code; MessageInit: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.Message)), only(DTS, exported("declare const", $.Message)), only(TS | DTS, [": ", doorType("MessageType"), "<", $.Message, ", ", $.MessageInit, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", door("messageType"), only(TS | DTS, ["<", $.Message, ", ", $.MessageInit, ">"]), "(\n  ", $.typeName, ",\n  {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  },\n)"]), ";"],
};

export const wellKnownTemplate = {
  Mapped: ($: { Mapped: Code; Value: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("type", $.Mapped)), " = ", $.Value, ";"]),
  mappedType: ($: { mappedType: Code; Mapped: Code; mapped: Code; typeName: Code }): Code =>
    [only(TS | JS, exported("const", $.mappedType)), only(DTS, exported("declare const", $.mappedType)), only(TS | DTS, [": ", doorType("MessageType"), "<", $.Mapped, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.mapped, "(", $.typeName, ")"]), ";"],
  helped: ($: { entries: readonly Code[]; helped: Code; Message: Code; MessageInit: Code; Helpers: Code; addHelpers: Code; typeName: Code; create: Code; read: Code; write: Code }): Code =>
    [only(TS | JS, exported("const", $.helped)), only(DTS, exported("declare const", $.helped)), only(TS | DTS, [": ", doorType("MessageType"), "<", $.Message, ", ", $.MessageInit, "> & ", $.Helpers, "<", $.Message, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", $.addHelpers, "(\n  /*@__PURE__*/ ", door("messageType"), only(TS | DTS, ["<", $.Message, ", ", $.MessageInit, ">"]), "(", $.typeName, ", {\n    create: ", $.create, ",\n    read: ", $.read, ",\n    write: ", $.write, ",", lines("    ", $.entries), "\n  }),\n)"]), ";"],
};

export const clientTemplate = {
  client: ($: { methods: readonly Code[]; Client: Code }): Code =>
    [only(TS | JS, exported("class", $.Client)), only(DTS, exported("declare class", $.Client)), " {\n  ", only(TS | DTS, "readonly "), "#channel", only(TS | DTS, [": ", doorType("CallChannel")]), ";\n  ", only(TS | DTS, "readonly "), "#defaults", only(TS | DTS, [": ", doorType("CallOptions"), " | undefined"]), ";\n\n  constructor(channel", only(TS | DTS, [": ", doorType("CallChannel")]), ", defaults", only(TS | DTS, ["?: ", doorType("CallOptions")]), ")", only(TS | JS, " {\n    this.#channel = channel;\n    this.#defaults = defaults;\n  }"), only(DTS, ";"), "\n", lines("  ", $.methods), "\n}"],
  unary: ($: { unary: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.unary, "(request", only(TS | DTS, [": ", $.RequestInit]), ", options", only(TS | DTS, ["?: ", doorType("CallOptions")]), ")", only(TS | DTS, [": ", doorType("UnaryCall"), "<", $.Response, ">"]), only(TS | JS, [" {\n  return ", door("startUnary"), "(this.#channel, ", $.service, ".methods.", $.unary, ", request, options, this.#defaults);\n}"]), only(DTS, ";")],
  serverStreaming: ($: { serverStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.serverStreaming, "(request", only(TS | DTS, [": ", $.RequestInit]), ", options", only(TS | DTS, ["?: ", doorType("CallOptions")]), ")", only(TS | DTS, [": ", doorType("ServerStreamingCall"), "<", $.Response, ">"]), only(TS | JS, [" {\n  return ", door("startServerStreaming"), "(this.#channel, ", $.service, ".methods.", $.serverStreaming, ", request, options, this.#defaults);\n}"]), only(DTS, ";")],
  clientStreaming: ($: { clientStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.clientStreaming, "(\n  requests", only(TS | DTS, ["?: ", doorType("MessageSource"), "<", $.RequestInit, ">"]), ",\n  options", only(TS | DTS, ["?: ", doorType("CallOptions")]), ",\n)", only(TS | DTS, [": ", doorType("ClientStreamingCall"), "<", $.RequestInit, ", ", $.Response, ">"]), only(TS | JS, [" {\n  return ", door("startClientStreaming"), "(this.#channel, ", $.service, ".methods.", $.clientStreaming, ", requests, options, this.#defaults);\n}"]), only(DTS, ";")],
  bidiStreaming: ($: { bidiStreaming: Code; RequestInit: Code; Response: Code; service: Code }): Code =>
    [$.bidiStreaming, "(\n  requests", only(TS | DTS, ["?: ", doorType("MessageSource"), "<", $.RequestInit, ">"]), ",\n  options", only(TS | DTS, ["?: ", doorType("CallOptions")]), ",\n)", only(TS | DTS, [": ", doorType("BidiStreamingCall"), "<", $.RequestInit, ", ", $.Response, ">"]), only(TS | JS, [" {\n  return ", door("startBidiStreaming"), "(this.#channel, ", $.service, ".methods.", $.bidiStreaming, ", requests, options, this.#defaults);\n}"]), only(DTS, ";")],
};

export const definitionTemplate = {
  service: ($: { entries: readonly Code[]; service: Code; Server: Code; Methods: Code; typeName: Code }): Code =>
    [only(TS | JS, exported("const", $.service)), only(DTS, exported("declare const", $.service)), only(TS | DTS, [": ", doorType("ServiceType"), "<", $.Server, ", ", $.Methods, ">"]), only(TS | JS, [" = /*@__PURE__*/ ", door("defineService"), "(", $.typeName, ", {", lines("  ", $.entries), "\n})"]), ";"],
};

export const serverTemplate = {
  Server: ($: { methods: readonly Code[]; Server: Code }): Code =>
    only(TS | DTS, [only(TS | JS | DTS, exported("interface", $.Server)), " {", lines("  ", $.methods), "\n}"]),
  unary: ($: { unary: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.unary, "(request", only(TS | DTS, [": ", $.Request]), ", context", only(TS | DTS, [": ", doorType("ServerContext")]), "): ", $.ResponseInit, " | ", global("Promise"), "<", $.ResponseInit, ">;"],
  serverStreaming: ($: { serverStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.serverStreaming, "(request", only(TS | DTS, [": ", $.Request]), ", context", only(TS | DTS, [": ", doorType("ServerContext")]), "): ", doorType("MessageSource"), "<", $.ResponseInit, ">;"],
  clientStreaming: ($: { clientStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.clientStreaming, "(requests", only(TS | DTS, [": ", global("AsyncIterable"), "<", $.Request, ">"]), ", context", only(TS | DTS, [": ", doorType("ServerContext")]), "): ", $.ResponseInit, " | ", global("Promise"), "<", $.ResponseInit, ">;"],
  bidiStreaming: ($: { bidiStreaming: Code; Request: Code; ResponseInit: Code }): Code =>
    [$.bidiStreaming, "(requests", only(TS | DTS, [": ", global("AsyncIterable"), "<", $.Request, ">"]), ", context", only(TS | DTS, [": ", doorType("ServerContext")]), "): ", doorType("MessageSource"), "<", $.ResponseInit, ">;"],
};
