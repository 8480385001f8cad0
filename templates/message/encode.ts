import {
  begin,
  count,
  entries,
  finish,
  INVALID,
  isChosen,
  keys,
  room,
  writeRaw,
} from "../../src/runtime/codegen/v1.js";
import {
  $byte,
  $case,
  $endTagBytes,
  $fields,
  $key,
  type $Map,
  type $MessageInit,
  $members,
  type $OneofInit,
  $tagBytes,
  $value,
} from "../holes.js";

/** Writes one message at `p` and returns the position behind it. A nested one is written before its length is known. */
export function $write(b: Uint8Array, p: number, m: $MessageInit): number {
  begin(b, p, m);
  $fields();
  return m.$unknown === undefined ? p : writeRaw(b, p, m.$unknown);
}

/** The same for a message that can contain itself, or one that can: `d` is how many levels may come below. */
export function $writeDeep(b: Uint8Array, p: number, m: $MessageInit, d: number = 100): number {
  if (d < 0) throw INVALID;
  begin(b, p, m);
  $fields();
  return m.$unknown === undefined ? p : writeRaw(b, p, m.$unknown);
}

/** Some of the fields of a large message, which one function would take over the optimiser's limit. */
export function $writePart(b: Uint8Array, p: number, m: $MessageInit, d: number): number {
  room(b, p);
  $fields();
  return p;
}

export function callPart($part: typeof $writePart, b: Uint8Array, p: number, m: $MessageInit, $depth: number): void {
  p = $part(b, p, m, $depth);
}

/** So many values have been written since the last check that the next may not fit. */
export function check(b: Uint8Array, p: number): void {
  room(b, p);
}

export function tagByte(b: Uint8Array, p: number): void {
  b[p++] = $byte;
}

/** One field: `$isSet` decides whether the value `x` is written. */
export function field(m: { $name: unknown }, $isSet: boolean): void {
  x = m.$name;
  if ($isSet) {
    $value();
  }
}

export function required(m: { $name: unknown }): void {
  x = m.$name;
  if (x === undefined) throw INVALID;
  $value();
}

/** The value of the field at hand. Each assignment gives it another type. */
export function variable(): void {
  emit: {
    let x;
  }
}
declare let x: unknown;

// How one value is written from $source, behind its tag.

export function scalar(
  b: Uint8Array,
  p: number,
  $source: unknown,
  $writer: (b: Uint8Array, p: number, x: unknown) => number,
): void {
  $tagBytes();
  p = $writer(b, p, $source);
}

export function message(b: Uint8Array, p: number, $written: number): void {
  $tagBytes();
  p = finish(b, p, $written);
}

export function delimited(b: Uint8Array, p: number, $written: number): void {
  $tagBytes();
  p = $written;
  room(b, p);
  $endTagBytes();
}

export function list(b: Uint8Array, p: number, x: readonly unknown[]): void {
  for (let i = 0, n = count(x); i < n; i++) {
    const v = x[i]!;
    room(b, p);
    $value();
  }
}

export function map(b: Uint8Array, p: number, x: $Map): void {
  for (const k of keys(x)) {
    const v = x[$index]!;
    room(b, p);
    $tagBytes();
    const q = p++;
    $key();
    $value();
    p = finish(b, q, p);
  }
}
declare const $index: string;

export function esMap(b: Uint8Array, p: number, x: ReadonlyMap<unknown, unknown>): void {
  for (const [k, v] of entries(x)) {
    room(b, p);
    $tagBytes();
    const q = p++;
    $key();
    $value();
    p = finish(b, q, p);
  }
}

export function oneof(m: { $name?: $OneofInit }, x: $OneofInit | undefined): void {
  emit: {
    x = m.$name;
    if (x !== undefined && isChosen(x)) {
      $members();
    }
  }
}

export function oneofMember(x: $OneofInit): void {
  if (x.case === $case) {
    $value();
  }
}
