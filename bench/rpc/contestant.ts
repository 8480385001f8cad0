/** What a tool has to do. Each has one file in tools/, whose client and server do the same work in the tool's own best manner. */

/** The message of all methods. */
export interface Note {
  readonly text: string;
  readonly number: number;
}

/** A message with so many bytes of text. */
export function noteOf(text: number): Note {
  return { text: "x".repeat(text), number: 7 };
}

/** What generated code has for a message, where a tool can take farcall's. */
export interface NoteCodec {
  encode(note: Note): Uint8Array;
  decode(bytes: Uint8Array): Note;
}

/** Paths or texts in PEM, if the connection is to be secured. */
export interface Certificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what tools generate is not known before they have run.
export type Generated = any;

/** Imports what a tool has generated of note.proto. */
export type Load = (file: string) => Promise<Generated>;

/** A connected client. Every call carries the metadata of {@link volatileHeaders} and a deadline of {@link TIMEOUT_MS}. */
export interface NoteClient {
  /** One unary call. */
  echo(note: Note): Promise<Note>;
  /** A server stream of `count` messages. Gives how many have come. */
  list(note: Note, count: number): Promise<number>;
  /** A client stream of `count` messages. Gives how many the server has counted. */
  collect(note: Note, count: number): Promise<number>;
  /** A bidirectional stream: sends `count` messages as fast as it may, and gives how many have come back. */
  flood(note: Note, count: number): Promise<number>;
  /** A bidirectional stream: sends each message when the one before has come back. Gives how many have. */
  pingPong(note: Note, count: number): Promise<number>;
}

/** One tool. */
export interface Contestant {
  /** Starts a server on a port of 127.0.0.1, and gives the port. Its handlers call {@link checkRequestId} once a call. */
  serve(load: Load, tls: Certificate | undefined): Promise<number>;
  connect(load: Load, port: number, tls: Certificate | undefined): Promise<NoteClient>;
}

/** The deadline of every call, in milliseconds from its start. */
export const TIMEOUT_MS = 60_000;

let calls = 0;

/** Three header fields, as tracing and logging have them: the values differ in every call. */
export function volatileHeaders(): { "x-request-id": string; traceparent: string; "x-sent-at": string } {
  const id = (0x10000000 + calls++).toString(16);
  return {
    "x-request-id": `7b0c5e4a-11d2-4f0e-9a3b-0000${id}`,
    traceparent: `00-4bf92f3577b34da6a3ce929d${id}-00f067aa${id}-01`,
    "x-sent-at": `1763700000.${id}`,
  };
}

/** What handlers do with the metadata: they read one field of it, which has to be there. */
export function checkRequestId(id: unknown): void {
  if (typeof id !== "string" || id.length !== 36) throw new Error(`x-request-id did not arrive: ${String(id)}`);
}
