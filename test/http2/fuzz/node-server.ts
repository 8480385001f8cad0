import { mkdtempSync } from "node:fs";
import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeWire } from "./node-wire.js";
import { serverVerdict, type Verdict } from "./verdict.js";

/** A server of node:http2 with the limits of ours. */
export class NodeServer {
  readonly #server: Http2Server;
  readonly #path: string;
  /** The streams of the latest session that the client has reset. */
  #aborted = new Map<number, string>();
  /** Why node:http2 has ended the latest session, if it has said so. */
  #error = "closed";

  private constructor() {
    this.#path = join(mkdtempSync(join(tmpdir(), "http2-")), "socket");
    this.#server = createServer({
      settings: {
        maxConcurrentStreams: 100,
        initialWindowSize: 1024 * 1024,
        maxHeaderListSize: 16 * 1024,
        enablePush: false,
      },
      maxHeaderListPairs: 128,
    });
    this.#server.on("session", (session: ServerHttp2Session) => {
      session.setLocalWindowSize(16 * 1024 * 1024);
      session.on("error", (error: Error) => {
        this.#error = error.message;
      });
    });
    this.#server.on("sessionError", () => {});
    this.#server.on("stream", (stream, _headers, _flags, ...rest: unknown[]) =>
      this.#accept(stream, rest[0] as string[]),
    );
  }

  static async listen(): Promise<NodeServer> {
    const server = new NodeServer();
    await new Promise<void>((resolve) => server.#server.listen(server.#path, resolve));
    return server;
  }

  /** Lets it read a client's batches, and answer between them. */
  async run(batches: readonly Buffer[]): Promise<Verdict> {
    this.#aborted = new Map();
    this.#error = "closed";
    const wire = await NodeWire.to(this.#path);
    for (const batch of batches) await wire.send(batch);
    const verdict = serverVerdict(wire.received, wire.isOver ? this.#error : undefined, this.#aborted);
    await wire.close();
    return verdict;
  }

  close(): void {
    this.#server.close();
  }

  #accept(stream: ServerHttp2Stream, request: readonly string[]): void {
    const aborted = this.#aborted;
    let size = 0;
    stream.on("error", () => {});
    stream.on("aborted", () => aborted.set(stream.id!, "aborted"));
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
    });
    stream.on("end", () => {
      if (stream.destroyed || stream.closed || stream.aborted) return;
      stream.on("wantTrailers", () => {
        if (!stream.destroyed && !stream.closed) stream.sendTrailers({ "grpc-status": "0" });
      });
      stream.respond({ ":status": 200 }, { waitForTrailers: true, sendDate: false } as never);
      stream.end(`${request.join(" ")} ${size}`);
    });
  }
}
