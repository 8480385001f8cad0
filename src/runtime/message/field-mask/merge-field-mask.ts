import { type AnyMap, emptyLike } from "../any-map.js";
import { boundedWalk } from "../bounded-walk.js";
import { cloneField } from "../clone.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import { type Field, fieldsOf } from "../field-table.js";
import { mergeField } from "../merge.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { zeroOf } from "../scalar.js";
import { checkedTree, isTakenApart, typeBelow } from "./checked-tree.js";
import type { FieldMaskInit, PathTree } from "./path-tree.js";

/** Options of {@link mergeFieldMask}. */
export interface MergeFieldMaskOptions {
  /** Put a message of `from` in the place of that of `into`, instead of merging it. Default: `false`. */
  readonly replaceMessages?: boolean | undefined;
  /** Put a list or map of `from` in the place of that of `into`, instead of adding its elements. Default: `false`. */
  readonly replaceRepeated?: boolean | undefined;
}

/**
 * Changes `into` in the fields that the mask covers to what `from` holds there; a field that `from` lacks is cleared. Messages, lists and
 * maps are merged, and left as they are where `from` lacks them, unless the options say otherwise; a message of google.protobuf, a
 * Timestamp for one, is a value like any other. Nothing of `from` is shared. Throws FieldMaskError for a path that the type does not
 * have; `into` is unchanged then.
 *
 * Source: "Field Masks in Update Operations" of google/protobuf/field_mask.proto; `MergeMessageTo` of C++'s FieldMaskUtil.
 */
export function mergeFieldMask<T extends object>(
  type: MessageType<T, never>,
  mask: FieldMaskInit,
  into: T,
  from: T,
  options: MergeFieldMaskOptions = {},
): void {
  const tree = checkedTree(type, mask);
  boundedWalk(type, from, () => update(type, tree, into as PlainMessage, from as PlainMessage, options));
}

function update(
  type: AnyMessageType,
  tree: PathTree,
  into: PlainMessage,
  from: PlainMessage,
  options: MergeFieldMaskOptions,
): void {
  for (const field of fieldsOf(type).all) {
    const below = tree.get(field.name);
    if (below === undefined) continue;
    if (below.size === 0) updateField(field, into, getField(from, field), options);
    else updateBelow(field, below, into, from, options);
  }
}

function updateField(field: Field, into: PlainMessage, value: unknown, options: MergeFieldMaskOptions): void {
  const isReplaced = isRepeated(field) ? options.replaceRepeated : options.replaceMessages || !isTakenApart(field);
  if (isReplaced) replaceField(field, into, value);
  else if (value !== undefined) mergeField(field, into, cloneField(field, value));
}

/** Goes on in a message that one of the two has. Where neither does, there is nothing to change. */
function updateBelow(
  field: Field,
  below: PathTree,
  into: PlainMessage,
  from: PlainMessage,
  options: MergeFieldMaskOptions,
): void {
  const type = typeBelow(field);
  const source = getField(from, field);
  let target = getField(into, field);
  if (source === undefined && target === undefined) return;
  if (target === undefined) {
    target = type.$create() as PlainMessage;
    setField(into, field, target);
  }
  update(type, below, target as PlainMessage, (source ?? type.$create()) as PlainMessage, options);
}

function replaceField(field: Field, into: PlainMessage, value: unknown): void {
  if (value !== undefined) setField(into, field, cloneField(field, value));
  else clearField(field, into);
}

function clearField(field: Field, message: PlainMessage): void {
  const present = getField(message, field);
  if (present === undefined) return;
  switch (field.cardinality) {
    case "expanded":
    case "packed":
      setField(message, field, []);
      break;
    case "map":
      setField(message, field, emptyLike(present as AnyMap));
      break;
    case "implicit":
      setField(message, field, zeroOf(field.value));
      break;
    default:
      message[field.oneof ?? field.localName] =
        field.oneof === undefined ? undefined : { case: undefined, value: undefined };
  }
}

function isRepeated({ cardinality }: Field): boolean {
  return cardinality === "expanded" || cardinality === "packed" || cardinality === "map";
}
