import { INVALID } from "../../wire/errors.js";
import { type AnyMap, emptyLike } from "../any-map.js";
import { boundedWalk } from "../bounded-walk.js";
import { cloneField } from "../clone.js";
import { sameField } from "../equals.js";
import { getField, type PlainMessage, setField } from "../field-access.js";
import type { Field } from "../field-table.js";
import { mergeField } from "../merge.js";
import type { AnyMessageType, MessageType } from "../message-type.js";
import { RECURSION_LIMIT } from "../recursion-limit.js";
import { zeroOf } from "../scalar.js";
import { checkedTree } from "./checked-tree.js";
import { type FieldMaskInit, type FieldMaskPaths, maskOf, type PathTree } from "./path-tree.js";

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
  for (const field of type.$fields.all) {
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
  for (const field of type.$fields.all) {
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
  for (const field of type.$fields.all) {
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

function isRepeated({ cardinality }: Field): boolean {
  return cardinality === "expanded" || cardinality === "packed" || cardinality === "map";
}

/** Whether a field holds a message that is no value as a whole. */
function isTakenApart({ cardinality, value }: Field): boolean {
  if (value.kind !== "message" || (cardinality !== "explicit" && cardinality !== "required")) return false;
  return value.type.$problem === undefined && !value.type.typeName.startsWith("google.protobuf.");
}

/** The type of the messages in a field that the paths of a checked tree go through. */
function typeBelow({ value }: Field): AnyMessageType {
  return (value as Extract<Field["value"], { kind: "message" }>).type;
}
