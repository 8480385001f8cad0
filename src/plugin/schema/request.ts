import { PluginError } from "../plugin-error.js";
import { checkNames } from "./check-names.js";
import type { DescFile } from "./descriptor.js";
import { requireEdition } from "./features.js";
import { Linker } from "./link.js";
import { readFile } from "./proto.js";
import { Reader } from "./wire.js";

/** A google.protobuf.compiler.CodeGeneratorRequest, of which only what does not need its files is read. */
export interface Request {
  readonly parameter: string;
  readonly fileToGenerate: readonly string[];
  /** The serialized FileDescriptorProto of each file, those that are imported first. */
  readonly protoFile: readonly Buffer[];
  /** The same for files to generate, with the options that are for generators only (`retention = RETENTION_SOURCE`). */
  readonly sourceFile: readonly Buffer[];
}

/** A file that is to be generated. */
export interface SourceFile {
  readonly desc: DescFile;
  /** The serialized FileDescriptorProto without the options that are for generators only. */
  readonly atRunTime: Buffer;
}

/** Reads a request. Throws WireError for bytes that are none. */
export function readRequest(bytes: Uint8Array): Request {
  const r = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let parameter = "";
  const fileToGenerate: string[] = [];
  const protoFile: Buffer[] = [];
  const sourceFile: Buffer[] = [];
  while (r.next()) {
    if (r.field === 1) fileToGenerate.push(r.string());
    else if (r.field === 2) parameter = r.string();
    else if (r.field === 15) protoFile.push(r.value());
    else if (r.field === 17) sourceFile.push(r.value());
    else r.skip();
  }
  return { parameter, fileToGenerate, protoFile, sourceFile };
}

/**
 * The files to generate, linked to all that they import. Throws {@link PluginError} for what no compiler would have let through, and
 * WireError for bytes that are no descriptor.
 */
export function filesToGenerate({ fileToGenerate, protoFile, sourceFile }: Request): SourceFile[] {
  const sources = new Map(sourceFile.map((bytes) => [pathOf(bytes), bytes]));
  const missing = new Set(fileToGenerate);
  const linker = new Linker();
  const files: SourceFile[] = [];
  for (const atRunTime of protoFile) {
    const path = pathOf(atRunTime);
    const proto = readFile(sources.get(path) ?? atRunTime);
    checkNames(proto);
    const isGenerated = missing.delete(path);
    if (isGenerated) requireEdition(proto);
    const desc = linker.add(proto);
    if (isGenerated) files.push({ desc, atRunTime });
  }
  if (missing.size > 0) {
    const list = [...missing].join(", ");
    throw new PluginError(`files_to_generate missing in the request: ${list}; compile the schema with buf or protoc`);
  }
  return files;
}

function pathOf(file: Buffer): string {
  const r = new Reader(file);
  while (r.next()) {
    if (r.field === 1) return r.string();
    r.skip();
  }
  return "";
}
