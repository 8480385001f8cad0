import { LEN, Reader, WireError } from "./wire.js";

/** The comments of an element, as google.protobuf.SourceCodeInfo.Location has them. */
export interface LocatedComments {
  readonly detached: readonly string[];
  readonly leading: string | undefined;
  readonly trailing: string | undefined;
}

/**
 * The comments in a serialized google.protobuf.SourceCodeInfo by the path of their element. Most of its locations have none, so no
 * more is made of a path than its bytes as characters, and that only where there are comments.
 */
export function readComments(sourceCodeInfo: Buffer): Map<string, LocatedComments> {
  const found = new Map<string, LocatedComments>();
  const text = sourceCodeInfo.toString("latin1");
  const r = new Reader(sourceCodeInfo, text);
  while (r.next()) {
    if (r.field === 1) readLocation(r, text, found);
    else r.skip();
  }
  return found;
}

/** There are many, so they share the reader of the whole. */
function readLocation(r: Reader, text: string, found: Map<string, LocatedComments>): void {
  const start = r.content();
  const end = r.pos;
  let pathStart = 0;
  let pathEnd = 0;
  let leading: string | undefined;
  let trailing: string | undefined;
  let detached: string[] | undefined;
  for (r.pos = start; r.pos < end; ) {
    r.next();
    if (r.field === 1 && r.type === LEN) {
      pathStart = r.content();
      pathEnd = r.pos;
    } else if (r.field === 3) leading = r.string();
    else if (r.field === 4) trailing = r.string();
    else if (r.field === 6) (detached ??= []).push(r.string());
    else r.skip();
  }
  if (r.pos > end) throw new WireError("a field ends behind its message");
  if (leading === undefined && trailing === undefined && detached === undefined) return;
  found.set(text.slice(pathStart, pathEnd), { detached: detached ?? [], leading, trailing });
}

/** A field number or an index as a part of a path: a varint. */
export function step(number: number): string {
  if (number < 128) return String.fromCharCode(number);
  return String.fromCharCode((number & 127) | 128) + step(number >>> 7);
}
