import { fromText, type MessageType, toText } from "farcall";
import { registry } from "./registry.js";

/** Reads the text of a request. */
export function readText(type: MessageType<object>, text: string): object {
  return fromText(type, text, { registry });
}

/** Writes the text of a response. */
export function writeText(type: MessageType<object>, message: object, printUnknownFields: boolean): string {
  return toText(type, message, { registry, printUnknownFields });
}
