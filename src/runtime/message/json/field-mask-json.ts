import type { JsonForm } from "./json-form.js";

/** Paths of fields in one string: `user.displayName,photo`. */
export const fieldMaskJson: JsonForm = {
  write(message, writer, type) {
    const { paths = [] } = writer.plain(type, message) as { paths?: string[] };
    const lossy = paths.find((path) => !isReversible(path));
    if (lossy === undefined) return paths.map(camelCase).join(",");
    throw writer.place.unexpected("paths in lower_snake_case, which are the same when they are read again", lossy);
  },
  read(json, reader, type) {
    if (typeof json !== "string" || json.includes("_")) {
      throw reader.place.unexpected("paths in lowerCamelCase with commas between them", json);
    }
    return reader.plain(type, json === "" ? {} : { paths: json.split(",").map(snakeCase) });
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
