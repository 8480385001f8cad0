import { isPlain } from "../plain.js";
import { LIST, OBJECT } from "./codes.js";
import type { JsonForm } from "./json-form.js";
import { writeTree } from "./write-tree.js";

/** An array or object in a Value is two messages: the Value, and the list or struct that it holds. */
const LEVELS = 2;

/** Any JSON value. */
export const valueJson: JsonForm = {
  write: (value, writer) => writeTree(value, writer, LEVELS),
  read: (reader) => reader.tree(LEVELS),
  nullable: true,
};

/** A JSON object. */
export const structJson: JsonForm = {
  write(value, writer) {
    if (!isPlain(value)) throw writer.unexpected("an object", value);
    writeTree(value, writer, LEVELS);
  },
  read(reader) {
    if (reader.next() !== OBJECT) throw reader.unexpected("an object");
    return reader.tree(LEVELS);
  },
};

/** A JSON array. */
export const listValueJson: JsonForm = {
  write(value, writer) {
    if (!Array.isArray(value)) throw writer.unexpected("an array", value);
    writeTree(value, writer, LEVELS);
  },
  read(reader) {
    if (reader.next() !== LIST) throw reader.unexpected("an array");
    return reader.tree(LEVELS);
  },
};
