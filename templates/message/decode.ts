import {
  at,
  endOfGroup,
  group,
  keepField,
  keepNumber,
  readLength,
  readTag,
  readVarint32,
  setEntry,
  setNumberEntries,
  spend,
  tooDeep,
  truncated,
} from "../../src/runtime/codegen/v1.js";
import {
  $charge,
  $fields,
  $high,
  $isKnown,
  $isNext,
  $keyZero,
  $least,
  $length,
  $literal,
  $loop,
  $low,
  type $Map,
  type $Message,
  $memory,
  $number,
  $position,
  $size,
  $statements,
  $store,
  type $Type,
  $tag,
  $tagSize,
  $valueZero,
} from "../holes.js";

/** Reads one message: forwards, the cursor in a local, the whole object first. */
export function $read(b: Uint8Array, p: number, end: number, m: $Message = $literal): $Message {
  $loop();
  return m;
}

/** The same for a message that can contain itself, or one that can: `d` is how many levels may come below. */
export function $readDeep(b: Uint8Array, p: number, end: number, m: $Message = $literal, d: number = 100): $Message {
  if (d < 0) throw tooDeep(p);
  $loop();
  return m;
}

/**
 * Goes from tag to tag: `q` is where the tag `t` stands, `p` where its value begins. The loop wants two bytes, for no field takes
 * less, so the byte behind a tag of one byte is always there; what does not end where the message ends is refused.
 */
export function loop(b: Uint8Array, p: number, end: number): void {
  while (p < end - 1) {
    const q = p;
    let t = b[p++]!;
    if (t > 127) {
      t = readTag(b, q, end);
      p = at.next;
    }
    $length();
    $fields();
  }
  if (p !== end) throw truncated(p);
}

/** Strings, bytes, messages, packed lists and maps take `n` bytes behind their length. All else leaves `n` at 0. */
export function length(b: Uint8Array, p: number, end: number, t: number): void {
  emit: {
    let n = 0;
    if ((t & 7) === 2) {
      n = b[p++]!;
      if (n > 127 || n > end - p) {
        n = readLength(b, p - 1, end);
        p = at.next;
      }
    }
  }
}

/** Some of the fields of a large message, which one function would take over the optimiser's limit. */
// biome-ignore format: one line, as the head of every reader
export function $readPart(b: Uint8Array, p: number, end: number, m: $Message, t: number, n: number, q: number, d: number): number {
  $fields();
  return $position;
}

export function callPart(
  $part: typeof $readPart,
  b: Uint8Array,
  p: number,
  end: number,
  m: $Message,
  t: number,
  $n: number,
  q: number,
  $depth: number,
): void {
  p = $part(b, p, end, m, t, $n, q, $depth);
}

/** A field whose tag is compared as a whole, so that another wire type makes it an unknown field. */
export function branch(t: number, $expression: unknown): void {
  if (t === $tag) $expression;
}

/** The same where it takes statements. */
export function block(t: number): void {
  if (t === $tag) {
    $statements();
  }
}

/** Half of the branches each way, because a long chain or a sparse switch is linear before the optimiser has run. */
export function fork(t: number): void {
  if (t < $tag) {
    $low();
  } else {
    $high();
  }
}

// What has to be done before a value can be told, and behind it.

export function int32(b: Uint8Array, p: number): void {
  let i = b[p++]!;
  if (i > 127) {
    i = readVarint32(b, p - 1);
    p = at.next;
  }
}

export function behindVarint(p: number): void {
  p = at.next;
}

export function behindFixed(p: number): void {
  p += $size;
}

/** A message in group encoding: its end is looked up first. */
export function delimited(b: Uint8Array, p: number, end: number, $depth: number): void {
  const next = endOfGroup(b, p, $number, end, $depth);
  const e = group.contentEnd;
}

export function behindDelimited(p: number, next: number): void {
  p = next;
}

export function charge($length: number): void {
  if ($length < $least) spend($memory);
}

/** A number that a closed enum does not know goes among the unknown fields. */
export function closedEnum(b: Uint8Array, p: number, q: number, m: $Message, i: number, $stored: unknown): void {
  if ($isKnown(i)) $stored;
  else keepField(m, b, q, p);
}

/** One entry of a map. A missing key or value is the zero of its type. */
export function $readEntry(b: Uint8Array, p: number, end: number, map: $Map, d: number = 100): void {
  let k = $keyZero;
  let v = $valueZero;
  $loop();
  $store();
}

/** The same where the value is of a closed enum. False: the enum does not know it, and the entry is to be kept as it is. */
export function $readClosedEntry(b: Uint8Array, p: number, end: number, map: $Map, d: number = 100): boolean {
  let k = $keyZero;
  let v = $valueZero;
  $loop();
  if (!$isKnown(v)) return false;
  $store();
  return true;
}

/**
 * All entries of a map with number keys that stand in a row, the first one with `size` bytes at `p`. Returns the position behind them. They
 * are stored together, because what a map of numbers becomes in V8 is decided by the first ones.
 */
// biome-ignore format: one line, as the head of every reader
export function $readEntries(b: Uint8Array, p: number, size: number, all: number, map: $Map, d: number = 100): number {
  const ks: number[] = [];
  const vs: $Type[] = [];
  for (;;) {
    $charge();
    const end = p + size;
    let k = 0;
    let v = $valueZero;
    $loop();
    ks.push(k);
    $store();
    if ($isNext) p += $tagSize;
    else break;
    size = b[p++]!;
    if (size > 127 || size > all - p) {
      size = readLength(b, p - 1, all);
      p = at.next;
    }
  }
  setNumberEntries(map, ks, vs);
  return p;
}

export function storeEntry(map: { [key: string]: $Type }, k: string, $result: $Type): void {
  setEntry(map, k, $result);
}

export function storeInRow(vs: $Type[], $result: $Type): void {
  vs.push($result);
}

export function storeNumberEntry(map: { [key: number]: $Type }, k: number, $result: $Type): void {
  map[k] = $result;
}

export function storeEsMapEntry(map: Map<unknown, $Type>, k: unknown, $result: $Type): void {
  map.set(k, $result);
}

/** An entry of a map whose value is of a closed enum. */
export function closedEntry(b: Uint8Array, p: number, q: number, n: number, m: $Message, $expression: boolean): void {
  if (!$expression) keepField(m, b, q, p + n);
}

/** Packed numbers of a closed enum: those that it does not know go among the unknown fields, each by itself. */
export function packedClosedEnum(b: Uint8Array, p: number, n: number, m: $Message, $stored: unknown): void {
  for (let e = p; e < p + n; ) {
    const i = readVarint32(b, e);
    e = at.next;
    if (e > p + n) throw truncated(p + n);
    if ($isKnown(i)) $stored;
    else keepNumber(m, $number, i);
  }
}
