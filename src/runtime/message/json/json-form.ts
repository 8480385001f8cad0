import type { AnyMessageType } from "../message-type.js";
import type { JsonReader } from "./from-json.js";
import type { JsonWriter } from "./to-json.js";

/**
 * The JSON of a type that is no object with the type's fields, such as the text of a Timestamp. It is part of the type's codec, so that a
 * page without the type has nothing of it; and it asks the writer or reader for what it can, so that a page with the type that knows
 * no JSON has little of it. Source: "Well-Known Types" of the ProtoJSON format.
 */
export interface JsonForm {
  write(message: unknown, writer: JsonWriter, type: AnyMessageType): void;
  read(reader: JsonReader, type: AnyMessageType): unknown;
  /** Whether null is a value of the type. A field of any other type is absent when it is null. */
  readonly nullable?: boolean;
}
