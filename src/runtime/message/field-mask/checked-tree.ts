import { type Field, fieldsOf } from "../field-table.js";
import type { AnyMessageType } from "../message-type.js";
import { FieldMaskError } from "./field-mask-error.js";
import { type FieldMaskInit, type PathTree, treeOf } from "./path-tree.js";

/** The tree of a mask whose paths are those of a message type. Throws FieldMaskError for one that is not. */
export function checkedTree(type: AnyMessageType, mask: FieldMaskInit): PathTree {
  const tree = treeOf(mask);
  // The tree has lost the paths that others cover; they count too. A mask from the wire may have one path a million times.
  for (const path of new Set(mask.paths)) fieldsAlong(type, path.split("."), "name");
  return tree;
}

/**
 * The fields that a path goes through, by their names in the .proto file or by those of the properties. Throws FieldMaskError for a
 * name that the type lacks, and for a path that goes through a list, a map, or what is no message.
 *
 * Source: the comments of google/protobuf/field_mask.proto: "A repeated field is not allowed except at the last position".
 */
export function fieldsAlong(type: AnyMessageType, names: readonly string[], key: "name" | "localName"): Field[] {
  const along: Field[] = [];
  let inside: AnyMessageType = type;
  for (const name of names) {
    const before = along.at(-1);
    if (before !== undefined) inside = messageBelow(before, names);
    const found = fieldsOf(inside).all.filter((field) => field[key] === name);
    if (found.length === 0)
      throw new FieldMaskError(`${inside.typeName} has no field ${quoted(name)}`, names.join("."));
    if (found.length > 1) {
      const problem = `${inside.typeName} has several fields ${quoted(name)}: write the mask with the names of the .proto file`;
      throw new FieldMaskError(problem, names.join("."));
    }
    along.push(found[0]!);
  }
  return along;
}

function messageBelow({ name, cardinality, value }: Field, names: readonly string[]): AnyMessageType {
  const isSingle = cardinality === "explicit" || cardinality === "required";
  if (isSingle && value.kind === "message" && value.type.$problem === undefined) return value.type;
  throw new FieldMaskError(`nothing goes on below ${quoted(name)}, which is no single message`, names.join("."));
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name);
}

/** Whether a field holds a message that is no value as a whole. */
export function isTakenApart({ cardinality, value }: Field): boolean {
  if (value.kind !== "message" || (cardinality !== "explicit" && cardinality !== "required")) return false;
  return value.type.$problem === undefined && !value.type.typeName.startsWith("google.protobuf.");
}

/** The type of the messages in a field that the paths of a checked tree go through. */
export function typeBelow({ value }: Field): AnyMessageType {
  return (value as Extract<Field["value"], { kind: "message" }>).type;
}
