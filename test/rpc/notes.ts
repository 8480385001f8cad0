/** A service with a method of each kind, its message type and its stub, written by hand as generated code has them. */

import { messageType } from "../../src/runtime/message/message-codec.js";
import type { MessageType } from "../../src/runtime/message/message-type.js";
import type {
  BidiStreamingCall,
  BidiStreamingMethod,
  CallChannel,
  CallOptions,
  ClientStreamingCall,
  ClientStreamingMethod,
  MessageSource,
  ServerContext,
  ServerStreamingCall,
  ServerStreamingMethod,
  ServiceType,
  UnaryCall,
  UnaryMethod,
} from "../../src/runtime/rpc/index.js";
import {
  defineService,
  startBidiStreaming,
  startClientStreaming,
  startServerStreaming,
  startUnary,
} from "../../src/runtime/rpc/index.js";
import {
  at,
  readBytes,
  readLength,
  readString,
  readTag,
  readVarint32,
  skipField,
} from "../../src/runtime/wire/reader.js";
import { room, writeBytes, writeInt32, writeString } from "../../src/runtime/wire/writer.js";

export interface Note {
  text: string;
  payload: Uint8Array;
  number: number;
}
export type NoteInit = Partial<Note>;

const NO_BYTES = new Uint8Array(0);

export const Note: MessageType<Note, NoteInit> = messageType<Note, NoteInit>("farcall.test.Note", {
  create: (init) => ({ text: init?.text ?? "", payload: init?.payload ?? NO_BYTES, number: init?.number ?? 0 }),
  read(b, p, end, into, depth) {
    const note = into ?? { text: "", payload: NO_BYTES, number: 0 };
    while (p < end) {
      const tag = readTag(b, p, end);
      p = at.next;
      if (tag === 10) {
        const n = readLength(b, p, end);
        p = at.next + n;
        note.text = readString(b, p - n, n);
      } else if (tag === 18) {
        const n = readLength(b, p, end);
        p = at.next + n;
        note.payload = readBytes(b, p - n, n);
      } else if (tag === 24) {
        note.number = readVarint32(b, p);
        p = at.next;
      } else {
        p = skipField(b, p, tag, end, depth ?? 100);
      }
    }
    return note;
  },
  write(b, p, note) {
    room(b, p);
    if (note.text) {
      b[p++] = 10;
      p = writeString(b, p, note.text);
    }
    if (note.payload !== undefined && note.payload.length > 0) {
      b[p++] = 18;
      p = writeBytes(b, p, note.payload);
    }
    if (note.number) {
      b[p++] = 24;
      p = writeInt32(b, p, note.number);
    }
    return p;
  },
  fields: "1s text;2y payload;3i number",
});

export interface NoteServiceServer {
  echo(request: Note, context: ServerContext): NoteInit | Promise<NoteInit>;
  list(request: Note, context: ServerContext): MessageSource<NoteInit>;
  collect(requests: AsyncIterable<Note>, context: ServerContext): NoteInit | Promise<NoteInit>;
  chat(requests: AsyncIterable<Note>, context: ServerContext): MessageSource<NoteInit>;
}

export const NoteService: ServiceType<
  NoteServiceServer,
  {
    readonly echo: UnaryMethod<Note, NoteInit, Note, NoteInit>;
    readonly list: ServerStreamingMethod<Note, NoteInit, Note, NoteInit>;
    readonly collect: ClientStreamingMethod<Note, NoteInit, Note, NoteInit>;
    readonly chat: BidiStreamingMethod<Note, NoteInit, Note, NoteInit>;
  }
> = /*@__PURE__*/ defineService("farcall.test.NoteService", {
  echo: { kind: "unary", name: "Echo", input: Note, output: Note },
  list: { kind: "server_streaming", name: "List", input: Note, output: Note },
  collect: { kind: "client_streaming", name: "Collect", input: Note, output: Note },
  chat: { kind: "bidi_streaming", name: "Chat", input: Note, output: Note },
});

export class NoteServiceClient {
  readonly #channel: CallChannel;
  readonly #defaults: CallOptions | undefined;

  constructor(channel: CallChannel, defaults?: CallOptions) {
    this.#channel = channel;
    this.#defaults = defaults;
  }

  echo(request: NoteInit, options?: CallOptions): UnaryCall<Note> {
    return startUnary(this.#channel, NoteService.methods.echo, request, options, this.#defaults);
  }

  list(request: NoteInit, options?: CallOptions): ServerStreamingCall<Note> {
    return startServerStreaming(this.#channel, NoteService.methods.list, request, options, this.#defaults);
  }

  collect(requests?: MessageSource<NoteInit>, options?: CallOptions): ClientStreamingCall<NoteInit, Note> {
    return startClientStreaming(this.#channel, NoteService.methods.collect, requests, options, this.#defaults);
  }

  chat(requests?: MessageSource<NoteInit>, options?: CallOptions): BidiStreamingCall<NoteInit, Note> {
    return startBidiStreaming(this.#channel, NoteService.methods.chat, requests, options, this.#defaults);
  }
}
