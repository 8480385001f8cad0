import { mkdtempSync } from "node:fs";
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2 } from "node:http2";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PREFACE } from "../../../src/runtime/http2/frame.js";
import { NodeWire } from "./node-wire.js";
import { REQUESTS } from "./server-sequence.js";
import { connectionError, type Verdict } from "./verdict.js";

/** Clients of node:http2 that get a server's bytes. */
export class NodeClient {
  readonly #server: Server = createServer();
  readonly #path = join(mkdtempSync(join(tmpdir(), "http2-")), "socket");

  static async make(): Promise<NodeClient> {
    const client = new NodeClient();
    await new Promise<void>((resolve) => client.#server.listen(client.#path, resolve));
    return client;
  }

  /** Lets one make its requests and read a server's batches. */
  async run(batches: readonly Buffer[]): Promise<Verdict> {
    const accepted = new Promise<Socket>((resolve) => this.#server.once("connection", resolve));
    const session = connectHttp2("http://a", {
      createConnection: () => connect(this.#path),
      settings: { enablePush: false, initialWindowSize: 1024 * 1024, maxHeaderListSize: 16 * 1024 },
      maxHeaderListPairs: 128,
    });
    let error = "closed";
    session.on("error", (raised: Error) => {
      error = raised.message;
    });
    const wire = new NodeWire(await accepted);
    await wire.send(batches[0]!);
    const outcomes = makeRequests(session);
    await wire.settle();
    for (const batch of batches.slice(1)) await wire.send(batch);
    const over = connectionError(wire.received.subarray(PREFACE.length), wire.isOver ? error : undefined);
    const streams = new Map(outcomes.map((outcome, i) => [2 * i + 1, outcome()]));
    await wire.close();
    return { over, streams };
  }

  close(): void {
    this.#server.close();
  }
}

/** Makes the requests; each returns its verdict when it is asked. */
function makeRequests(session: ClientHttp2Session): (() => string)[] {
  return Array.from({ length: REQUESTS }, (_, i) => {
    if (session.destroyed) return () => "reset before it was opened";
    const stream = session.request({ ":method": "POST", ":path": "/s/m" }, { endStream: false });
    stream.write(Buffer.alloc(10));
    if (i % 2 === 0) stream.end();
    return observe(stream);
  });
}

function observe(stream: ClientHttp2Stream): () => string {
  let head: readonly string[] | undefined;
  let tail: readonly string[] = [];
  let size = 0;
  let ended = false;
  let aborted = false;
  let error: string | undefined;
  stream.on("response", (_headers, _flags, ...rest: unknown[]) => {
    head = rest[0] as string[];
  });
  stream.on("trailers", (_headers, _flags, ...rest: unknown[]) => {
    tail = rest[0] as string[];
  });
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
  });
  stream.on("end", () => {
    ended = true;
  });
  stream.on("aborted", () => {
    aborted = true;
  });
  stream.on("error", (raised: Error) => {
    error = raised.message;
  });
  return () => {
    const broken = error !== undefined || aborted || (stream.rstCode ?? 0) !== 0;
    if (ended && head !== undefined && !broken) return `answered ${head.join(" ")} | ${size} | ${tail.join(" ")}`;
    return stream.destroyed || stream.closed || broken ? `reset ${error ?? stream.rstCode}` : "open";
  };
}
