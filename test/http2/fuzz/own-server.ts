import type { ByteSink } from "../../../src/runtime/http2/connection.js";
import type { HeaderBlock } from "../../../src/runtime/http2/hpack/header-decoder.js";
import { Http2ServerConnection } from "../../../src/runtime/http2/server-connection.js";
import type { Http2ServerStream } from "../../../src/runtime/http2/server-stream.js";
import type { ServerReceiver, ServerStream, StreamAcceptor } from "../../../src/runtime/rpc/transport.js";
import { type OwnVerdict, serverVerdict } from "./verdict.js";

/** Lets a server of our own HTTP/2 read a client's batches, in chunks of `chunkSize()` bytes, and answer between them. */
export function serveByOwn(batches: readonly Buffer[], chunkSize: () => number): OwnVerdict {
  const sent: Buffer[] = [];
  const requests = new Map<number, string>();
  const resets = new Map<number, string>();
  let answers: (() => void)[] = [];
  let ended = false;
  let left = 0;
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
  const acceptor: StreamAcceptor = {
    accept(request, stream: ServerStream): ServerReceiver {
      const { id } = stream as Http2ServerStream;
      let size = 0;
      requests.set(id, request.join(" "));
      left++;
      return {
        onData: (_chunk, start, end) => {
          size += end - start;
        },
        onEnd: () => {
          left--;
          answers.push(() => {
            stream.sendHeaders([":status", "200"], false);
            stream.sendTrailers(["grpc-status", "0"], Buffer.from(`${request.join(" ")} ${size}`));
          });
        },
        onReset: (_code, message) => {
          left--;
          resets.set(id, message);
        },
        onDrain: () => {},
      };
    },
  };
  const connection = new ObservedServer(sink, { info: { peer: "fuzz", identity: undefined }, acceptor });
  connection.start();
  for (const batch of batches) {
    for (let at = 0; at < batch.length; ) {
      const to = Math.min(batch.length, at + chunkSize());
      connection.push(batch, at, to);
      at = to;
    }
    const complete = answers;
    answers = [];
    for (const answer of complete) answer();
    connection.flush();
  }
  const bytes = Buffer.concat(sent);
  const why = new Map([...connection.problems, ...resets]);
  const { over, streams } = serverVerdict(bytes, ended ? "closed" : undefined, why);
  for (const [id, request] of requests) if (!streams.has(id)) streams.set(id, `open ${request}`);
  connection.lose("the end");
  return { over, streams, left, sentBytes: bytes.length };
}

/** Tells why it refuses requests, which is nothing that a client is told. */
class ObservedServer extends Http2ServerConnection {
  readonly problems: Map<number, string> = new Map();

  protected override onBlock(id: number, block: HeaderBlock, last: boolean, dependsOn: number): void {
    const isRead = id > this.lastStream || this.streams.get(id) !== undefined;
    if (block.problem !== undefined && isRead) this.problems.set(id, block.problem);
    super.onBlock(id, block, last, dependsOn);
  }
}
