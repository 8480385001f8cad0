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
  skipField,
  spend,
  tooDeep,
  truncated,
  unknownField,
} from "../../src/runtime/codegen/v1.js";
import {
  $body,
  $case,
  $charge,
  $done,
  $fields,
  $high,
  $isKnown,
  $isNext,
  $keyZero,
  $least,
  $literal,
  $low,
  type $Map,
  type $Message,
  $memory,
  $number,
  type $Oneof,
  $size,
  $store,
  type $Type,
  $tag,
  $tagSize,
  $value,
  $valueZero,
} from "../holes.js";

/**
 * Reads one message: forwards, the cursor in a local, the whole object first. The loop wants two bytes, for no field takes less,
 * so the byte behind a tag of one byte is always there; what does not end where the message ends is refused.
 */
export function $read(b: Uint8Array, p: number, end: number, m: $Message = $literal): $Message {
  while (p < end - 1) {
    const q = p;
    let t = b[p++]!;
    if (t > 127) {
      t = readTag(b, q, end);
      p = at.next;
    }
    $fields();
    p = unknownField(m, b, q, p, t, end);
  }
  if (p !== end) throw truncated(p);
  return m;
}

/** The same for a message that can contain itself, or one that can: `d` is how many levels may come below. */
export function $readDeep(b: Uint8Array, p: number, end: number, m: $Message = $literal, d: number = 100): $Message {
  if (d < 0) throw tooDeep(p);
  while (p < end - 1) {
    const q = p;
    let t = b[p++]!;
    if (t > 127) {
      t = readTag(b, q, end);
      p = at.next;
    }
    $fields();
    p = unknownField(m, b, q, p, t, end, d);
  }
  if (p !== end) throw truncated(p);
  return m;
}

/** Some of the fields of a large message, which one function would take over the optimiser's limit. -1: none of them. */
export function $readPart(b: Uint8Array, p: number, end: number, m: $Message, t: number, q: number, d: number): number {
  $fields();
  return -1;
}

export function callPart(
  $part: typeof $readPart,
  b: Uint8Array,
  p: number,
  end: number,
  m: $Message,
  t: number,
  q: number,
  $depth: number,
): void {
  for (;;) {
    emit: {
      const next = $part(b, p, end, m, t, q, $depth);
      if (next >= 0) {
        p = next;
        continue;
      }
    }
  }
}

/** A field whose tag is compared as a whole, so that another wire type makes it an unknown field. */
export function branch(t: number): void {
  if (t === $tag) {
    $body();
    $done();
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

// How one value is read into $target.

export function int32(b: Uint8Array, p: number, $target: unknown, $result: unknown): void {
  emit: {
    let n = b[p++]!;
    if (n > 127) {
      n = readVarint32(b, p - 1);
      p = at.next;
    }
    $target = $result;
  }
}

export function varint(
  b: Uint8Array,
  p: number,
  $target: unknown,
  $reader: (b: Uint8Array, p: number) => unknown,
): void {
  $target = $reader(b, p);
  p = at.next;
}

export function fixed(
  b: Uint8Array,
  p: number,
  end: number,
  $target: unknown,
  $reader: (b: Uint8Array, p: number, end: number) => unknown,
): void {
  $target = $reader(b, p, end);
  p += $size;
}

/** A string, bytes, a message or a packed list: `$expression` stands on `n` bytes at `p`. */
export function sized(b: Uint8Array, p: number, end: number, $target: unknown, $expression: unknown): void {
  emit: {
    let n = b[p++]!;
    if (n > 127) {
      n = readLength(b, p - 1, end);
      p = at.next;
    } else if (n > end - p) throw truncated(p);
    $charge();
    $target = $expression;
    p += n;
  }
}

/** The same where nothing is assigned: `$value` reads a packed list, or the entry of a map. */
export function sizedCall(b: Uint8Array, p: number, end: number): void {
  emit: {
    let n = b[p++]!;
    if (n > 127) {
      n = readLength(b, p - 1, end);
      p = at.next;
    } else if (n > end - p) throw truncated(p);
    $value();
    p += n;
  }
}

/** A message in group encoding: its end is looked up first. */
export function delimited(
  b: Uint8Array,
  p: number,
  end: number,
  $depth: number,
  $target: unknown,
  $expression: unknown,
): void {
  emit: {
    const next = endOfGroup(b, p, $number, end, $depth);
    const e = group.contentEnd;
    $charge();
    $target = $expression;
    p = next;
  }
}

export function charge($length: number): void {
  if ($length < $least) spend($memory);
}

/** A member of a oneof. */
export function oneofMember(m: { $oneof: $Oneof }): void {
  emit: {
    let v: $Type;
    $value();
    m.$oneof = { case: $case, value: v };
  }
}

/** A number that a closed enum does not know goes among the unknown fields. */
export function closedEnum(b: Uint8Array, p: number, q: number, m: $Message, $isKnown: (n: number) => boolean): void {
  emit: {
    let n = b[p++]!;
    if (n > 127) {
      n = readVarint32(b, p - 1);
      p = at.next;
    }
    if ($isKnown(n)) {
      $value();
    } else keepField(m, b, q, p);
  }
}

/** One entry of a map. A missing key or value is the zero of its type. */
export function $readEntry(b: Uint8Array, p: number, end: number, map: $Map, d: number = 100): void {
  let k = $keyZero;
  let v = $valueZero;
  while (p < end - 1) {
    let t = b[p++]!;
    if (t > 127) {
      t = readTag(b, p - 1, end);
      p = at.next;
    }
    $fields();
    p = skipField(b, p, t, end, d);
  }
  if (p !== end) throw truncated(p);
  $store();
}

/**
 * All entries of a map with number keys that stand in a row, the first one at `p` behind its tag. Returns the position behind them. They
 * are stored together, because what a map of numbers becomes in V8 is decided by the first ones.
 */
export function $readEntries(b: Uint8Array, p: number, all: number, map: $Map, d: number = 100): number {
  const ks: number[] = [];
  const vs: $Type[] = [];
  for (;;) {
    let n = b[p++]!;
    if (n > 127) {
      n = readLength(b, p - 1, all);
      p = at.next;
    } else if (n > all - p) throw truncated(p);
    $charge();
    const end = p + n;
    let k = 0;
    let v = $valueZero;
    while (p < end - 1) {
      let t = b[p++]!;
      if (t > 127) {
        t = readTag(b, p - 1, end);
        p = at.next;
      }
      $fields();
      p = skipField(b, p, t, end, d);
    }
    if (p !== end) throw truncated(p);
    ks.push(k);
    $store();
    if ($isNext) p += $tagSize;
    else break;
  }
  setNumberEntries(map, ks, vs);
  return p;
}

export function entries(p: number, $expression: number): void {
  p = $expression;
}

/** The same where the value is of a closed enum. False: the enum does not know it, and the entry is to be kept as it is. */
export function $readClosedEntry(b: Uint8Array, p: number, end: number, map: $Map, d: number = 100): boolean {
  let k = $keyZero;
  let v = $valueZero;
  while (p < end - 1) {
    let t = b[p++]!;
    if (t > 127) {
      t = readTag(b, p - 1, end);
      p = at.next;
    }
    $fields();
    p = skipField(b, p, t, end, d);
  }
  if (p !== end) throw truncated(p);
  if (!$isKnown(v)) return false;
  $store();
  return true;
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
export function packedClosedEnum(
  b: Uint8Array,
  p: number,
  end: number,
  m: $Message,
  $isKnown: (n: number) => boolean,
): void {
  emit: {
    let n = b[p++]!;
    if (n > 127) {
      n = readLength(b, p - 1, end);
      p = at.next;
    } else if (n > end - p) throw truncated(p);
    for (const e = p + n; p < e; ) {
      const n = readVarint32(b, p);
      p = at.next;
      if (p > e) throw truncated(e);
      if ($isKnown(n)) {
        $value();
      } else keepNumber(m, $number, n);
    }
  }
}
