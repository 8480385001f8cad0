import { PluginError } from "../plugin-error.js";
import type { EnumProto, FileProto, MessageProto } from "./proto.js";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Refuses names that no .proto file can have: a descriptor made by hand would smuggle code into the output, and a path could lead
 * out of the output's folder, where protoc and buf write whatever a plugin names.
 */
export function checkNames(file: FileProto): void {
  checkPath(file.name);
  const where = file.name;
  if (file.package !== "") for (const part of file.package.split(".")) checkName(where, "package", part);
  for (const message of file.messageType) checkMessage(where, message);
  for (const type of file.enumType) checkEnum(where, type);
  for (const field of file.extension) checkName(where, "extension", field.name);
  for (const service of file.service) {
    checkName(where, "service", service.name);
    for (const method of service.method) checkName(where, "method", method.name);
  }
}

function checkMessage(where: string, message: MessageProto): void {
  checkName(where, "message", message.name);
  for (const field of message.field) checkName(where, "field", field.name);
  for (const oneof of message.oneofDecl) checkName(where, "oneof", oneof.name);
  for (const field of message.extension) checkName(where, "extension", field.name);
  for (const type of message.enumType) checkEnum(where, type);
  for (const nested of message.nestedType) checkMessage(where, nested);
}

function checkEnum(where: string, type: EnumProto): void {
  checkName(where, "enum", type.name);
  for (const value of type.value) checkName(where, "enum value", value.name);
}

function checkName(where: string, kind: string, name: string): void {
  if (IDENTIFIER.test(name)) return;
  throw new PluginError(`${where}: invalid ${kind} name ${quoted(name)}: use letters, digits and underscores`);
}

function checkPath(path: string): void {
  const isRelative = !path.startsWith("/") && !/^[A-Za-z]:/.test(path);
  const isPlain = !/[\\\p{Cc}\u2028\u2029]/u.test(path);
  if (isRelative && isPlain && path.split("/").every((part) => part !== ".." && part !== "." && part !== "")) return;
  throw new PluginError(`${quoted(path)}: a file's path must be relative and stay inside its root: rename the file`);
}

/** A name for an error message of one line, whatever characters it has. */
function quoted(name: string): string {
  return JSON.stringify(name).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}
