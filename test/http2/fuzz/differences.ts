import type { Verdict } from "./verdict.js";

/** Something in which our own HTTP/2 and Node's differ with good reason. */
export interface Difference {
  readonly name: string;
  /** What RFC 9113 says of it, and who is the stricter one. */
  readonly why: string;
  /** Why we have ended the connection, if we have and Node has not. */
  readonly ownOver?: RegExp;
  /** Why Node has ended the connection, if it has and we have not. */
  readonly nodeOver?: RegExp;
  /** What we have made of a stream, and what Node has. */
  readonly stream?: readonly [own: RegExp, node: RegExp];
}

/** The names of the differences between two verdicts, or what differs without a name. */
export function differences(own: Verdict, node: Verdict, known: readonly Difference[]): string[] {
  if (own.over !== undefined && node.over !== undefined) return [];
  if (own.over !== undefined) {
    const { over } = own;
    return [known.find(({ ownOver }) => ownOver?.test(over))?.name ?? `we have ended the connection: ${over}`];
  }
  if (node.over !== undefined) {
    const { over } = node;
    return [known.find(({ nodeOver }) => nodeOver?.test(over))?.name ?? `Node has ended the connection: ${over}`];
  }
  const found: string[] = [];
  for (const id of new Set([...own.streams.keys(), ...node.streams.keys()])) {
    const a = own.streams.get(id) ?? "open";
    const b = node.streams.get(id) ?? "open";
    if (withoutNote(a) === b || (state(a) === state(b) && state(a) !== "answered")) continue;
    const row = known.find(({ stream }) => stream?.[0].test(a) && stream[1].test(b));
    found.push(row?.name ?? `stream ${id}: ours ${a}, Node's ${b}`);
  }
  return found;
}

/** A note says what came behind the end. */
function withoutNote(verdict: string): string {
  return verdict.replace(/ \[.*\]$/, "");
}

function state(verdict: string): string {
  return verdict.split(" ", 1)[0]!;
}
