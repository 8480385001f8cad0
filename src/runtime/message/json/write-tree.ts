import { isPlain } from "../plain.js";
import { COLON, LIST, LIST_END, OBJECT, OBJECT_END } from "./codes.js";
import type { JsonOutput } from "./json-output.js";

/** Writes any JSON value. `levels` is what each array or object in it takes of the levels of messages. */
export function writeTree(json: unknown, output: JsonOutput, levels: number): void {
  if (json === null || typeof json === "boolean") output.ascii(`${json}`);
  else if (typeof json === "string") output.string(json);
  else if (Array.isArray(json)) {
    output.nest(levels);
    output.code(LIST);
    for (let i = 0; i < json.length; i++) {
      output.item();
      writeTree(json[i], output, levels);
    }
    output.code(LIST_END);
    output.nest(-levels);
  } else if (isPlain(json)) {
    output.nest(levels);
    output.code(OBJECT);
    for (const key of Object.keys(json)) {
      output.item();
      output.string(key);
      output.code(COLON);
      writeTree((json as { readonly [key: string]: unknown })[key], output, levels);
    }
    output.code(OBJECT_END);
    output.nest(-levels);
  } else if (Number.isFinite(json)) output.number(json as number);
  else throw output.unexpected("a JSON value", json);
}
