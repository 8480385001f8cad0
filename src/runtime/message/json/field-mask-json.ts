import { getField, type PlainMessage, setField } from "../field-access.js";
import { type Field, fieldsOf } from "../field-table.js";
import type { AnyMessageType } from "../message-type.js";
import type { JsonForm } from "./json-form.js";

/** Paths of fields in one string: `user.displayName,photo`. */
export const fieldMaskJson: JsonForm = {
  write(message, writer, type) {
    const paths = (getField(message as PlainMessage, pathsOf(type)) ?? []) as readonly unknown[];
    const lossy = paths.find((path) => !isReversible(path));
    if (lossy !== undefined) {
      throw writer.unexpected("paths in lower_snake_case, which are the same when they are read again", lossy);
    }
    writer.string((paths as readonly string[]).map(camelCase).join(","));
  },
  read(reader, type) {
    const message = type.$create() as PlainMessage;
    const paths = reader.parse("paths in lowerCamelCase with commas between them", (text) => {
      if (text.includes("_")) return undefined;
      return text === "" ? [] : text.split(",").map(snakeCase);
    });
    setField(message, pathsOf(type), paths);
    return message;
  },
};

function pathsOf(type: AnyMessageType): Field {
  return fieldsOf(type).all[0]!;
}

/** Whether a path is the same again when its JSON is read: not `fooBar`, `foo_3` or `foo__bar`. */
function isReversible(path: unknown): boolean {
  if (typeof path !== "string") return false;
  const written = camelCase(path);
  return path !== "" && !/[_,]/.test(written) && snakeCase(written) === path;
}

function camelCase(path: string): string {
  return path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
