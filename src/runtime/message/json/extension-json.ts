import type { Extension } from "../extension.js";
import type { PlainMessage } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import { decodeInside } from "./decode-inside.js";
import type { JsonReader } from "./from-json.js";
import type { JsonWriter } from "./to-json.js";
import { wordOf } from "./word.js";

// biome-ignore lint/suspicious/noExplicitAny: "some extension", whatever it extends and holds.
type AnyExtension = Extension<any, any, any>;

/** The JSON of extensions, which comes with them: a page that has none has nothing of it. */
export interface ExtensionJson {
  /** Reads the value of an extension into the message. */
  read(extension: AnyExtension, message: PlainMessage, reader: JsonReader): void;
  /** Writes an extension, if the message carries it, as a member of an object. */
  write(extension: AnyExtension, message: PlainMessage, writer: JsonWriter): void;
}

export const extensionJson: ExtensionJson = {
  read(extension, message, reader) {
    const value = reader.field(fieldsOf(extension.$holder).all[0]!, {});
    if (value !== undefined) extension.$access.set(message, extension, value);
  },
  write(extension, message, writer) {
    const { has, get } = extension.$access;
    if (!decodeInside(writer, () => has(message, extension))) return;
    writer.member(wordOf(`"[${extension.typeName}]":`));
    writer.field(
      fieldsOf(extension.$holder).all[0]!,
      decodeInside(writer, () => get(message, extension)),
    );
  },
};
