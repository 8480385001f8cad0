import { Http2ClientConnection } from "../../../src/runtime/http2/client-connection.js";
import type { ByteSink } from "../../../src/runtime/http2/connection.js";
import { PREFACE } from "../../../src/runtime/http2/frame.js";
import type { ClientReceiver, HeaderFields } from "../../../src/runtime/rpc/transport.js";
import { FrameType, framesIn } from "../raw-frames.js";
import { REQUESTS } from "./server-sequence.js";
import { connectionError, type OwnVerdict } from "./verdict.js";

const PREPARED = { fields: [":method", "POST", ":path", "/s/m"] };

/** Lets a client of our own HTTP/2 make its requests and read a server's batches, in chunks of `chunkSize()` bytes. */
export function callByOwn(batches: readonly Buffer[], chunkSize: () => number): OwnVerdict {
  const sent: Buffer[] = [];
  const streams = new Map<number, string>();
  let left = 0;
  let ended = false;
  const sink: ByteSink = {
    wake: () => {},
    write: (chunk) => {
      sent.push(Buffer.from(chunk));
      return true;
    },
    isCongested: false,
    unsentBytes: 0,
    end: () => {
      ended = true;
    },
  };
  const receiver = (id: number): ClientReceiver => {
    let told = "";
    let size = 0;
    left++;
    const finish = (verdict: string): void => {
      left--;
      streams.set(id, verdict);
    };
    return {
      onHeaders: (fields: HeaderFields, last: boolean) => {
        told = fields.join(" ");
        if (last) finish(`answered ${told} | 0 | `);
        else streams.set(id, `open ${told}`);
      },
      onData: (_chunk, start, end) => {
        size += end - start;
      },
      onTrailers: (fields: HeaderFields) => finish(`answered ${told} | ${size} | ${fields.join(" ")}`),
      onEnd: () => finish(`answered ${told} | ${size} | `),
      onReset: (_code, message) => finish(`reset ${message}`),
      onDrain: () => {},
    };
  };
  const listener = {
    onReady: () => {},
    onRoom: () => {},
    onGone: () => {},
    onBusy: () => {},
    onTooManyPings: () => {},
  };
  const connection = new Http2ClientConnection(sink, { scheme: "http", authority: "a", listener });
  connection.start();
  for (const [i, batch] of batches.entries()) {
    for (let at = 0; at < batch.length; ) {
      const to = Math.min(batch.length, at + chunkSize());
      connection.push(batch, at, to);
      at = to;
    }
    connection.flush();
    if (i > 0) continue;
    for (let request = 0; request < REQUESTS; request++) {
      const stream = connection.open(PREPARED, [], receiver(2 * request + 1));
      stream.write(Buffer.alloc(10));
      if (request % 2 === 0) stream.end();
    }
    connection.flush();
  }
  const bytes = Buffer.concat(sent);
  const over = connectionError(bytes.subarray(PREFACE.length), ended ? "closed" : undefined);
  const told = new Map(streams);
  for (const { type, stream } of framesIn(Buffer.concat(batches))) {
    const verdict = told.get(stream);
    if (type === FrameType.RST_STREAM && verdict?.startsWith("answered") === true) {
      told.set(stream, `${verdict} [reset behind it]`);
    }
  }
  connection.lose("the end");
  return { over, streams: told, left, sentBytes: bytes.length };
}
