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
  /** All types, in the order in which they were given. */
  [Symbol.iterator](): IterableIterator<RegistryType>;
}

/** What a registry holds. */
export type RegistryType = AnyMessageType | AnyEnumType | AnyExtension | AnyServiceType;

/**
 * Makes a registry of types and of the content of other registries. Of two types with one name the later one counts. A type
 * brings no others: name those that may stand in an Any.
 */
export function createRegistry(...types: readonly (RegistryType | Registry)[]): Registry {
  const registry = new TypeMaps();
  for (const type of types) {
    if ("typeName" in type) registry.add(type);
    else for (const inner of type) registry.add(inner);
  }
  return registry;
}

class TypeMaps implements Registry {
  readonly #messages = new Map<string, AnyMessageType>();
  readonly #enums = new Map<string, AnyEnumType>();
  readonly #extensions = new Map<string, AnyExtension>();
  readonly #extensionsOf = new Map<string, readonly AnyExtension[]>();
  readonly #services = new Map<string, AnyServiceType>();

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

  *[Symbol.iterator](): IterableIterator<RegistryType> {
    yield* this.#messages.values();
    yield* this.#enums.values();
    yield* this.#extensions.values();
    yield* this.#services.values();
  }
}
