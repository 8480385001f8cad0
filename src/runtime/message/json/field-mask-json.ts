import { getField, type PlainMessage, setField } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import { scalarProblem, show } from "../scalar.js";
import { showTree } from "./json-tree.js";
import type { WellKnownJson } from "./well-known-json.js";

/** Paths of fields in one string: `user.displayName,photo`. */
export const FIELD_MASK: WellKnownJson = {
  write(message, { place }, type) {
    const paths = (getField(message as PlainMessage, fieldsOf(type).all[0]!) ?? []) as readonly unknown[];
    const written = paths.map((path) => {
      if (scalarProblem("string", path) === undefined && isReversible(path as string)) return camelCase(path as string);
      throw place.error(
        `the path ${show(path)} would be another one when it is read again; use names in lower_snake_case`,
      );
    });
    return written.join(",");
  },
  read(json, { place }, type) {
    if (typeof json !== "string" || json.includes("_") || scalarProblem("string", json) !== undefined) {
      throw place.error(`expected paths in lowerCamelCase with commas between them, got ${showTree(json)}`);
    }
    const message = type.$create() as PlainMessage;
    if (json !== "") setField(message, fieldsOf(type).all[0]!, json.split(",").map(snakeCase));
    return message;
  },
};

/** Whether a path is the same again when its JSON is read: not `fooBar`, `foo_3` or `foo__bar`. */
function isReversible(path: string): boolean {
  const written = camelCase(path);
  return path !== "" && !/[_,]/.test(written) && snakeCase(written) === path;
}

function camelCase(path: string): string {
  return path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
