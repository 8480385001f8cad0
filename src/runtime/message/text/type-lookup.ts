import type { Extension } from "../extension.js";
import type { AnyMessageType } from "../message-type.js";

// biome-ignore lint/suspicious/noExplicitAny: "some extension", whatever it extends and holds.
export type AnyExtension = Extension<any, any, any>;

/** Where the text format looks up what a message type does not lead to: the types in an Any, and extensions. */
export interface TypeLookup {
  /** The message type with a full name. */
  message(typeName: string): AnyMessageType | undefined;
  /** The extension with a full name. */
  extension(typeName: string): AnyExtension | undefined;
  /** The extensions of the message with a full name. */
  extensionsOf(typeName: string): Iterable<AnyExtension>;
}
