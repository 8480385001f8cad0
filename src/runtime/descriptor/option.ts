import type { FileDescriptor } from "../message/descriptor/file-descriptor.js";
import { type Extension, getExtension, hasExtension } from "../message/extension.js";
import type { UnknownFields } from "../message/unknown-fields.js";
import { type FileOptions, MethodOptions } from "../wkt/gen/google/protobuf/descriptor_pb.js";
import { fileProto } from "./file-proto.js";

/** What options of the type `O` are set on. */
export interface Described<O> {
  readonly proto: { readonly options?: O | undefined };
}

/** A method of a service, as stubs, servers and interceptors know it. */
interface Method {
  readonly path: string;
  readonly options: Uint8Array;
}

/**
 * The value of a custom option: its default, or the zero of its type, where it is not set; undefined for a message that is not
 * set.
 *
 *     getOption(descriptors.message(Order).field("customer_id"), sensitive)
 */
export function getOption<O extends UnknownFields, T>(of: Described<O>, option: Extension<O, T, never>): T;
export function getOption<T>(of: FileDescriptor, option: Extension<FileOptions, T, never>): T;
export function getOption<T>(of: Method, option: Extension<MethodOptions, T, never>): T;
export function getOption<T>(
  of: Described<UnknownFields> | FileDescriptor | Method,
  option: Extension<never, T, never>,
): T {
  return getExtension(optionsOf(of), option as Extension<UnknownFields, T, never>);
}

/** Whether a custom option is set. A repeated one counts as set when it has an element. */
export function hasOption<O extends UnknownFields>(of: Described<O>, option: Extension<O, unknown, never>): boolean;
export function hasOption(of: FileDescriptor, option: Extension<FileOptions, unknown, never>): boolean;
export function hasOption(of: Method, option: Extension<MethodOptions, unknown, never>): boolean;
export function hasOption(
  of: Described<UnknownFields> | FileDescriptor | Method,
  option: Extension<never, unknown, never>,
): boolean {
  return hasExtension(optionsOf(of), option as Extension<UnknownFields, unknown, never>);
}

function optionsOf(of: Described<UnknownFields> | FileDescriptor | Method): UnknownFields {
  if ("proto" in of) return of.proto.options ?? {};
  if ("bytes" in of) return fileProto(of).options ?? {};
  return MethodOptions.decode(of.options);
}
