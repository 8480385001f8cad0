import type { FileDescriptor } from "../message/descriptor/file-descriptor.js";
import { createRegistry, type Registry } from "../message/registry.js";
import {
  type Descriptor,
  type EnumDescriptor,
  type ExtensionDescriptor,
  elementsOf,
  type MessageDescriptor,
  type ServiceDescriptor,
} from "./descriptor.js";
import { fileProto } from "./file-proto.js";

/** A type, or its full name. */
export type TypeKey = string | { readonly typeName: string };

/** What some files declare, as their compiler describes it. */
export interface Descriptors {
  /** The element of a full name without a leading dot, of whatever kind: `acme.shop.v1.Order.customer_id`. */
  find(fullName: string): Descriptor | undefined;
  message(type: TypeKey): MessageDescriptor | undefined;
  enum(type: TypeKey): EnumDescriptor | undefined;
  extension(type: TypeKey): ExtensionDescriptor | undefined;
  service(type: TypeKey): ServiceDescriptor | undefined;
}

/**
 * Looks into files, and into those that they depend on. A file is decoded when something of it is looked up, once for all who do
 * so.
 */
export function descriptorsOf(...files: readonly (FileDescriptor | Registry)[]): Descriptors {
  const registry = createRegistry(...files);
  const find = (fullName: string): Descriptor | undefined => {
    const file = registry.fileContaining(fullName);
    return file === undefined ? undefined : elements(file).get(fullName);
  };
  const ofKind =
    <K extends Descriptor["kind"]>(kind: K) =>
    (type: TypeKey): Extract<Descriptor, { kind: K }> | undefined => {
      const found = find(typeof type === "string" ? type : type.typeName);
      return found?.kind === kind ? (found as Extract<Descriptor, { kind: K }>) : undefined;
    };
  return {
    find,
    message: ofKind("message"),
    enum: ofKind("enum"),
    extension: ofKind("extension"),
    service: ofKind("service"),
  };
}

const indexes = new WeakMap<FileDescriptor, ReadonlyMap<string, Descriptor>>();

function elements(file: FileDescriptor): ReadonlyMap<string, Descriptor> {
  let index = indexes.get(file);
  if (index === undefined) {
    index = elementsOf(file, fileProto(file));
    indexes.set(file, index);
  }
  return index;
}
