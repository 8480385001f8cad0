import { type Options, optionsOf } from "./options.js";
import { Reader } from "./wire.js";

// The descriptors of descriptor.proto, as far as code depends on them. They are read by hand: a codec would make every property of
// every one of them, and read the comments too, which are half of a request and wanted for files that are generated only.

export interface FileProto {
  readonly name: string;
  readonly package: string;
  readonly dependency: readonly string[];
  readonly messageType: readonly MessageProto[];
  readonly enumType: readonly EnumProto[];
  readonly service: readonly ServiceProto[];
  readonly extension: readonly FieldProto[];
  readonly options: Options;
  readonly syntax: string;
  readonly edition: number;
  /** The serialized google.protobuf.SourceCodeInfo. */
  readonly sourceCodeInfo: Buffer | undefined;
}

export interface MessageProto {
  readonly name: string;
  readonly field: readonly FieldProto[];
  readonly nestedType: readonly MessageProto[];
  readonly enumType: readonly EnumProto[];
  readonly extension: readonly FieldProto[];
  readonly oneofDecl: readonly OneofProto[];
  readonly reservedName: readonly string[];
  readonly options: Options;
}

export interface FieldProto {
  readonly name: string;
  readonly number: number;
  readonly label: number;
  readonly type: number;
  readonly typeName: string;
  readonly extendee: string;
  readonly defaultValue: string | undefined;
  readonly oneofIndex: number | undefined;
  readonly jsonName: string;
  readonly proto3Optional: boolean;
  readonly options: Options;
}

export interface OneofProto {
  readonly name: string;
  readonly options: Options;
}

export interface EnumProto {
  readonly name: string;
  readonly value: readonly EnumValueProto[];
  readonly options: Options;
}

export interface EnumValueProto {
  readonly name: string;
  readonly number: number;
  readonly options: Options;
}

export interface ServiceProto {
  readonly name: string;
  readonly method: readonly MethodProto[];
  readonly options: Options;
}

export interface MethodProto {
  readonly name: string;
  readonly inputType: string;
  readonly outputType: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
  readonly options: Options;
}

/** Reads a serialized FileDescriptorProto. Throws WireError for bytes that are none. */
export function readFile(bytes: Buffer): FileProto {
  const r = new Reader(bytes, bytes.toString("latin1", 0, startOfComments(bytes)));
  let name = "";
  let pkg = "";
  const dependency: string[] = [];
  const messageType: MessageProto[] = [];
  const enumType: EnumProto[] = [];
  const service: ServiceProto[] = [];
  const extension: FieldProto[] = [];
  let options: Buffer | undefined;
  let syntax = "";
  let edition = 0;
  let sourceCodeInfo: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) pkg = r.string();
    else if (r.field === 3) dependency.push(r.string());
    else if (r.field === 4) messageType.push(readMessage(r.message()));
    else if (r.field === 5) enumType.push(readEnum(r.message()));
    else if (r.field === 6) service.push(readService(r.message()));
    else if (r.field === 7) extension.push(readField(r.message()));
    else if (r.field === 8) options = joined(options, r.value());
    else if (r.field === SOURCE_CODE_INFO) sourceCodeInfo = joined(sourceCodeInfo, r.value());
    else if (r.field === 12) syntax = r.string();
    else if (r.field === 14) edition = r.varint();
    else r.skip();
  }
  return {
    name,
    package: pkg,
    dependency,
    messageType,
    enumType,
    service,
    extension,
    options: optionsOf(options),
    syntax,
    edition,
    sourceCodeInfo,
  };
}

/** Where the comments of a file begin, which compilers write behind all that has names. */
function startOfComments(bytes: Buffer): number {
  const r = new Reader(bytes);
  for (let start = 0; r.next(); start = r.pos) {
    if (r.field === SOURCE_CODE_INFO) return start;
    r.skip();
  }
  return bytes.length;
}

const SOURCE_CODE_INFO = 9;

function readMessage(r: Reader): MessageProto {
  let name = "";
  const field: FieldProto[] = [];
  let nestedType: MessageProto[] = NONE;
  let enumType: EnumProto[] = NONE;
  let extension: FieldProto[] = NONE;
  let oneofDecl: OneofProto[] = NONE;
  let reservedName: string[] = NONE;
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) field.push(readField(r.message()));
    else if (r.field === 3) nestedType = added(nestedType, readMessage(r.message()));
    else if (r.field === 4) enumType = added(enumType, readEnum(r.message()));
    else if (r.field === 6) extension = added(extension, readField(r.message()));
    else if (r.field === 7) options = joined(options, r.value());
    else if (r.field === 8) oneofDecl = added(oneofDecl, readOneof(r.message()));
    else if (r.field === 10) reservedName = added(reservedName, r.string());
    else r.skip();
  }
  return { name, field, nestedType, enumType, extension, oneofDecl, reservedName, options: optionsOf(options) };
}

function readField(r: Reader): FieldProto {
  let name = "";
  let number = 0;
  let label = 1;
  let type = 1;
  let typeName = "";
  let extendee = "";
  let defaultValue: string | undefined;
  let oneofIndex: number | undefined;
  let jsonName = "";
  let proto3Optional = false;
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) extendee = r.string();
    else if (r.field === 3) number = r.varint();
    else if (r.field === 4) label = r.varint();
    else if (r.field === 5) type = r.varint();
    else if (r.field === 6) typeName = r.string();
    else if (r.field === 7) defaultValue = r.string();
    else if (r.field === 8) options = joined(options, r.value());
    else if (r.field === 9) oneofIndex = r.varint();
    else if (r.field === 10) jsonName = r.string();
    else if (r.field === 17) proto3Optional = r.bool();
    else r.skip();
  }
  return {
    name,
    number,
    label,
    type,
    typeName,
    extendee,
    defaultValue,
    oneofIndex,
    jsonName,
    proto3Optional,
    options: optionsOf(options),
  };
}

function readOneof(r: Reader): OneofProto {
  let name = "";
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) options = joined(options, r.value());
    else r.skip();
  }
  return { name, options: optionsOf(options) };
}

function readEnum(r: Reader): EnumProto {
  let name = "";
  const value: EnumValueProto[] = [];
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) value.push(readEnumValue(r.message()));
    else if (r.field === 3) options = joined(options, r.value());
    else r.skip();
  }
  return { name, value, options: optionsOf(options) };
}

function readEnumValue(r: Reader): EnumValueProto {
  let name = "";
  let number = 0;
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) number = r.varint();
    else if (r.field === 3) options = joined(options, r.value());
    else r.skip();
  }
  return { name, number, options: optionsOf(options) };
}

function readService(r: Reader): ServiceProto {
  let name = "";
  const method: MethodProto[] = [];
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) method.push(readMethod(r.message()));
    else if (r.field === 3) options = joined(options, r.value());
    else r.skip();
  }
  return { name, method, options: optionsOf(options) };
}

function readMethod(r: Reader): MethodProto {
  let name = "";
  let inputType = "";
  let outputType = "";
  let clientStreaming = false;
  let serverStreaming = false;
  let options: Buffer | undefined;
  while (r.next()) {
    if (r.field === 1) name = r.string();
    else if (r.field === 2) inputType = r.string();
    else if (r.field === 3) outputType = r.string();
    else if (r.field === 4) options = joined(options, r.value());
    else if (r.field === 5) clientStreaming = r.bool();
    else if (r.field === 6) serverStreaming = r.bool();
    else r.skip();
  }
  return { name, inputType, outputType, clientStreaming, serverStreaming, options: optionsOf(options) };
}

/** Most lists are empty, and one empty list is enough for all of them. */
const NONE: never[] = [];

function added<T>(list: T[], item: T): T[] {
  if (list === NONE) return [item];
  list.push(item);
  return list;
}

/** A message that comes in several parts is all of them, one behind the other. */
function joined(before: Buffer | undefined, value: Buffer): Buffer {
  return before === undefined ? value : Buffer.concat([before, value]);
}
