import type { PlainMessage, PlainOneof } from "../message/field-access.js";
import type { Field, FieldValue } from "../message/field-table.js";
import { setEntry } from "../message/map.js";
import type { AnyMessageType } from "../message/message-type.js";
import { zeroOf } from "../message/scalar.js";
import { keepField, keepNumber } from "../message/unknown-fields.js";
import { truncated } from "../wire/errors.js";
import { at, endOfGroup, group, readLength, readTag, readVarint32, skipField, spend } from "../wire/reader.js";
import type { ScalarCodec } from "./scalar-codec.js";
import { LEN, type Step } from "./step.js";

/** What an empty message of an interpreted type takes in memory. Others are charged as small ones. */
const memory = new WeakMap<AnyMessageType, number>();
const SMALL = 64;

/** Tells what an empty message of the type takes in memory, in bytes. */
export function setMemory(type: AnyMessageType, fields: number): void {
  memory.set(type, SMALL + 16 * fields);
}

/** Reads a field whose value begins at `p`, and leaves the position behind it in `at.next`. False for another wire type. */
export function readField(
  step: Step,
  m: PlainMessage,
  b: Uint8Array,
  start: number,
  p: number,
  wireType: number,
  end: number,
  d: number,
): boolean {
  const { field, property } = step;
  if (step.key !== undefined) {
    if (wireType !== LEN) return false;
    const n = readLength(b, p, end);
    const from = at.next;
    charge(field.value, n);
    const map = m[property] as { [key: string]: unknown };
    if (!readEntry(step, map, b, from, from + n, d)) keepField(m, b, start, from + n);
    at.next = from + n;
    return true;
  }
  if (wireType === step.wireType) {
    const into = step.isList ? undefined : current(m, field);
    const value = readValue(step, field.number, b, p, end, into, d, step.isList);
    if (isKnown(field.value, value)) store(m, step, value);
    else keepField(m, b, start, at.next);
    return true;
  }
  if (!step.isList || wireType !== LEN || step.scalar === undefined || step.scalar.wireType === LEN) return false;
  readPacked(step, step.scalar, m, b, p, end);
  return true;
}

function readPacked(step: Step, scalar: ScalarCodec, m: PlainMessage, b: Uint8Array, p: number, end: number): void {
  const n = readLength(b, p, end);
  p = at.next;
  const last = p + n;
  while (p < last) {
    const value = scalar.read(b, p, last);
    p = at.next;
    if (p > last) throw truncated(last);
    if (isKnown(step.field.value, value)) store(m, step, value);
    else keepNumber(m, step.field.number, value as number);
  }
  at.next = last;
}

/** Reads an entry of a map. False if its value is none of a closed enum. */
function readEntry(
  step: Step,
  map: { [key: string]: unknown },
  b: Uint8Array,
  p: number,
  end: number,
  d: number,
): boolean {
  const { mapKey, value: kind } = step.field;
  const key = step.key!;
  let k: unknown = mapKey === "string" ? "" : mapKey === "bool" ? "false" : 0;
  let v = zeroOf(kind);
  while (p < end) {
    const tag = readTag(b, p, end);
    p = at.next;
    if (tag === ((1 << 3) | key.wireType)) {
      k = key.read(b, p, end);
      p = at.next;
    } else if (tag === ((2 << 3) | step.wireType)) {
      v = readValue(step, 2, b, p, end, v, d, false);
      p = at.next;
    } else {
      p = skipField(b, p, tag, end, d);
    }
  }
  if (p !== end) throw truncated(p);
  if (kind.kind === "message") v ??= kind.type.$read(b, end, end, undefined, d - 1);
  if (!isKnown(kind, v)) return false;
  setEntry(map, String(k), v);
  return true;
}

/** Reads one value, and leaves the position behind it in `at.next`. A message goes on with what `into` holds. */
function readValue(
  step: Step,
  number: number,
  b: Uint8Array,
  p: number,
  end: number,
  into: unknown,
  d: number,
  isElement: boolean,
): unknown {
  const { value: kind } = step.field;
  if (kind.kind === "enum") return readVarint32(b, p);
  if (kind.kind === "scalar") return step.scalar!.read(b, p, end);
  let from = p;
  let to: number;
  let next: number;
  if (kind.delimited) {
    next = endOfGroup(b, p, number, end, d - 1);
    to = group.contentEnd;
  } else {
    const n = readLength(b, p, end);
    from = at.next;
    next = to = from + n;
  }
  if (isElement) charge(kind, to - from);
  const message = kind.type.$read(b, from, to, into, d - 1);
  at.next = next;
  return message;
}

/** An element that is nearly empty takes far more memory than its bytes; see `spend`. */
function charge(value: FieldValue, bytes: number): void {
  if (value.kind !== "message") return;
  const size = memory.get(value.type) ?? SMALL;
  if (bytes < size / 32) spend(size);
}

function isKnown(kind: FieldValue, value: unknown): boolean {
  return kind.kind !== "enum" || !kind.type.closed || kind.type.isKnown(value as number);
}

function current(m: PlainMessage, { oneof, localName }: Field): unknown {
  if (oneof === undefined) return m[localName];
  const choice = m[oneof] as PlainOneof;
  return choice.case === localName ? choice.value : undefined;
}

function store(m: PlainMessage, { field, property, isList }: Step, value: unknown): void {
  if (isList) (m[property] as unknown[]).push(value);
  else m[property] = field.oneof === undefined ? value : { case: field.localName, value };
}
