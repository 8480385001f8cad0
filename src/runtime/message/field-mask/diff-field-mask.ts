import { INVALID } from "../../wire/errors.js";
import { boundedWalk } from "../bounded-walk.js";
import { sameField } from "../equals.js";
import { getField, type PlainMessage } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import { isTakenApart, typeBelow } from "./checked-tree.js";
import { type FieldMaskPaths, maskOf, type PathTree } from "./path-tree.js";

/**
 * The mask of the fields in which two messages differ, normalized. A message that both have is compared field by field; lists, maps
 * and the types of google.protobuf, a Timestamp for one, count as a whole. Unknown fields are not compared. Merging with this mask
 * makes `a` the same as `b`, with both options set: `mergeFieldMask(type, mask, a, b, { replaceMessages: true, replaceRepeated: true })`.
 */
export function diffFieldMask<T extends object>(type: MessageType<T, never>, a: T, b: T): FieldMaskPaths {
  return maskOf(boundedWalk(type, a, () => difference(type, a as PlainMessage, b as PlainMessage, RECURSION_LIMIT)));
}

function difference(type: AnyMessageType, a: PlainMessage, b: PlainMessage, depth: number): PathTree {
  if (depth < 0) throw INVALID;
  const tree: PathTree = new Map();
  for (const field of fieldsOf(type).all) {
    const [left, right] = [getField(a, field), getField(b, field)];
    if (left !== undefined && right !== undefined && isTakenApart(field)) {
      const below = difference(typeBelow(field), left as PlainMessage, right as PlainMessage, depth - 1);
      if (below.size > 0) tree.set(field.name, below);
    } else if (!sameField(field, left, right, depth)) {
      tree.set(field.name, new Map());
    }
  }
  return tree;
}
