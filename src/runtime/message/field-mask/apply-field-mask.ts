import { boundedWalk } from "../bounded-walk.js";
import { cloneField } from "../clone.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { fieldsOf } from "../field-table.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { checkedTree, typeBelow } from "./checked-tree.js";
import type { FieldMaskInit, PathTree } from "./path-tree.js";

/**
 * A copy of a message with the fields that the mask covers, and nothing else: no unknown fields, and no extensions, which a path
 * cannot name. Required fields are kept, because a message is none without them. Throws FieldMaskError for a path that the type does
 * not have.
 *
 * Source: "Field Masks in Projections" of google/protobuf/field_mask.proto.
 */
export function applyFieldMask<T extends object>(type: MessageType<T, never>, mask: FieldMaskInit, message: T): T {
  const tree = checkedTree(type, mask);
  return boundedWalk(type, message, () => project(type, tree, message as PlainMessage)) as T;
}

function project(type: AnyMessageType, tree: PathTree, message: PlainMessage): PlainMessage {
  const projected = type.$create() as PlainMessage;
  for (const field of fieldsOf(type).all) {
    const below = tree.get(field.name);
    const value = getField(message, field);
    if (value === undefined || (below === undefined && field.cardinality !== "required")) continue;
    const isWhole = below === undefined || below.size === 0;
    setField(
      projected,
      field,
      isWhole ? cloneField(field, value) : project(typeBelow(field), below, value as PlainMessage),
    );
  }
  return projected;
}
