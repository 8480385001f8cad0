/** The bytes of dumps in hexadecimal and of computed parts: `wire("2a", varint(2), "08 05")`.. */
export function wire(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part.replace(/\s/g, ""), "hex") : part)),
  );
}

/** The dump of some bytes: `08 96 01`. */
export function dump(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
}

/** A varint. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  while (value > 127) {
    bytes.push((value % 128) | 128);
    value = Math.floor(value / 128);
  }
  return Uint8Array.of(...bytes, value);
}

/** A length-delimited field. */
export function field(number: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([varint(number * 8 + 2), varint(content.length), content]);
}

/** The same bytes again and again. */
export function repeat(count: number, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.alloc(count * bytes.length, bytes));
}

/** `levels` length-delimited fields, each inside the one before it, around `content`. */
export function nest(levels: number, number: number, content: Uint8Array = new Uint8Array()): Uint8Array {
  const heads: Uint8Array[] = [];
  let length = content.length;
  for (let i = 0; i < levels; i++) {
    const head = Buffer.concat([varint(number * 8 + 2), varint(length)]);
    heads.push(head);
    length += head.length;
  }
  return Buffer.concat([...heads.reverse(), content]);
}
