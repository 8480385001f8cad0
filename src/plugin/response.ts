import type { OutputFile } from "./output-file.js";
import { EARLIEST, LATEST } from "./schema/features.js";

// Fields of google.protobuf.compiler.CodeGeneratorResponse.
const ERROR = 1;
const SUPPORTED_FEATURES = 2;
const MINIMUM_EDITION = 3;
const MAXIMUM_EDITION = 4;
const FILE = 15;
const FILE_NAME = 1;
const FILE_CONTENT = 15;

/** FEATURE_PROTO3_OPTIONAL and FEATURE_SUPPORTS_EDITIONS. */
const FEATURES = 3;

/** What every response declares: the features and the editions that the plugin knows. */
const DECLARED = Buffer.from([
  ...[(SUPPORTED_FEATURES << 3) | 0, FEATURES],
  ...[(MINIMUM_EDITION << 3) | 0, ...varint(EARLIEST)],
  ...[(MAXIMUM_EDITION << 3) | 0, ...varint(LATEST)],
]);

/** The serialized response of a run that failed. */
export function failure(error: string): Buffer[] {
  return [...sized(ERROR, Buffer.from(error)), DECLARED];
}

/** The serialized response with the files of a run, in parts. Each file is serialized as soon as it is there, and then forgotten. */
export function success(files: Iterable<OutputFile>): Buffer[] {
  const parts: Buffer[] = [DECLARED];
  for (const { name, content } of files) {
    const fields = [...sized(FILE_NAME, Buffer.from(name)), ...sized(FILE_CONTENT, Buffer.from(content))];
    parts.push(head(FILE, size(fields)), ...fields);
  }
  return parts;
}

function size(parts: readonly Buffer[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function sized(field: number, value: Buffer): Buffer[] {
  return [head(field, value.length), value];
}

function head(field: number, length: number): Buffer {
  return Buffer.from([...varint((field << 3) | 2), ...varint(length)]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
