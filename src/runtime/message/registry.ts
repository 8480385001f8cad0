import type { FileDescriptor } from "./descriptor/file-descriptor.js";
import type { EnumType } from "./enum-type.js";
import type { Extension } from "./extension.js";
import type { AnyMessageType } from "./message-type.js";

export type AnyEnumType = EnumType<number>;
// biome-ignore lint/suspicious/noExplicitAny: "some extension", whatever it extends and holds.
export type AnyExtension = Extension<any, any, any>;

/** A service, as far as messages know one. */
export interface AnyServiceType {
  readonly typeName: string;
  readonly methods: {
    readonly [localName: string]: { readonly input: AnyMessageType; readonly output: AnyMessageType };
  };
}

/**
 * Types by their full names, without a leading dot: what JSON and text look up the message in an Any and the extensions of a
 * message in. Nothing is ever fetched.
 */
export interface Registry {
  getMessage(typeName: string): AnyMessageType | undefined;
  getEnum(typeName: string): AnyEnumType | undefined;
  getExtension(typeName: string): AnyExtension | undefined;
  /** The extensions of a message, by its type or full name, in the order in which they were given. */
  getExtensionsOf(extendee: string | { readonly typeName: string }): readonly AnyExtension[];
  getService(typeName: string): AnyServiceType | undefined;
  /** The file of a path: `acme/shop/v1/order.proto`. */
  file(name: string): FileDescriptor | undefined;
  /** The file that declares a full name: that of a type, a field, a oneof, an enum value, a service or a method. */
  fileContaining(symbol: string): FileDescriptor | undefined;
  /** All files, each behind those that it depends on. */
  readonly files: Iterable<FileDescriptor>;
  /** All types, in the order in which they were given. */
  [Symbol.iterator](): IterableIterator<RegistryType>;
}

/** What a registry holds. */
export type RegistryType = AnyMessageType | AnyEnumType | AnyExtension | AnyServiceType;

/**
 * Makes a registry of types, of files and of the content of other registries. Of two types with one name the later one counts. A
 * type brings no others: name those that may stand in an Any. A file brings all its types, and the files that it depends on.
 */
export function createRegistry(...content: readonly (RegistryType | FileDescriptor | Registry)[]): Registry {
  const registry = new TypeMaps();
  for (const part of content) {
    if ("typeName" in part) {
      registry.add(part);
    } else if ("dependencies" in part) {
      registry.addFile(part);
    } else {
      for (const file of part.files) registry.addFile(file);
      for (const type of part) registry.add(type);
    }
  }
  return registry;
}

class TypeMaps implements Registry {
  readonly #messages = new Map<string, AnyMessageType>();
  readonly #enums = new Map<string, AnyEnumType>();
  readonly #extensions = new Map<string, AnyExtension>();
  readonly #extensionsOf = new Map<string, readonly AnyExtension[]>();
  readonly #services = new Map<string, AnyServiceType>();
  readonly #files = new Map<string, FileDescriptor>();

  addFile(file: FileDescriptor): void {
    if (this.#files.get(file.name) === file) return;
    for (const dependency of file.dependencies) this.addFile(dependency);
    this.#files.set(file.name, file);
    for (const type of file.types) this.add(type);
  }

  add(type: RegistryType): void {
    if ("extendee" in type) this.#addExtension(type);
    else if ("methods" in type) this.#services.set(type.typeName, type);
    else if ("values" in type) this.#enums.set(type.typeName, type);
    else this.#messages.set(type.typeName, type);
  }

  #addExtension(extension: AnyExtension): void {
    const { typeName, extendee } = extension;
    const others = this.getExtensionsOf(extendee).filter((other) => other.typeName !== typeName);
    this.#extensionsOf.set(extendee, [...others, extension]);
    this.#extensions.set(typeName, extension);
  }

  getMessage(typeName: string): AnyMessageType | undefined {
    return this.#messages.get(typeName);
  }

  getEnum(typeName: string): AnyEnumType | undefined {
    return this.#enums.get(typeName);
  }

  getExtension(typeName: string): AnyExtension | undefined {
    return this.#extensions.get(typeName);
  }

  getExtensionsOf(extendee: string | { readonly typeName: string }): readonly AnyExtension[] {
    return this.#extensionsOf.get(typeof extendee === "string" ? extendee : extendee.typeName) ?? [];
  }

  getService(typeName: string): AnyServiceType | undefined {
    return this.#services.get(typeName);
  }

  file(name: string): FileDescriptor | undefined {
    return this.#files.get(name);
  }

  fileContaining(symbol: string): FileDescriptor | undefined {
    for (const file of this.#files.values()) if (file.declares(symbol)) return file;
    return undefined;
  }

  get files(): Iterable<FileDescriptor> {
    return this.#files.values();
  }

  *[Symbol.iterator](): IterableIterator<RegistryType> {
    yield* this.#messages.values();
    yield* this.#enums.values();
    yield* this.#extensions.values();
    yield* this.#services.values();
  }
}
