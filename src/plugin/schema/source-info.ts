import { LEN, Reader } from "./wire.js";

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
  const r = new Reader(sourceCodeInfo, sourceCodeInfo.toString("latin1"));
  while (r.next()) {
    if (r.field === 1) readLocation(r.message(), found);
    else r.skip();
  }
  return found;
}

function readLocation(r: Reader, found: Map<string, LocatedComments>): void {
  let path: Buffer = NONE;
  let leading: string | undefined;
  let trailing: string | undefined;
  let detached: string[] = [];
  while (r.next()) {
    if (r.field === 1 && r.type === LEN) path = r.value();
    else if (r.field === 3) leading = r.string();
    else if (r.field === 4) trailing = r.string();
    else if (r.field === 6) detached = [...detached, r.string()];
    else r.skip();
  }
  if (leading === undefined && trailing === undefined && detached.length === 0) return;
  found.set(path.toString("latin1"), { detached, leading, trailing });
}

const NONE = Buffer.alloc(0);

/** A field number or an index as a part of a path: a varint. */
export function step(number: number): string {
  if (number < 128) return String.fromCharCode(number);
  return String.fromCharCode((number & 127) | 128) + step(number >>> 7);
}
