import { PREFACE } from "../../../src/runtime/http2/frame.js";
import type { HeaderFields } from "../../../src/runtime/rpc/transport.js";
import { FrameType, frame, uint32 } from "../raw-frames.js";
import { damage } from "./damage.js";
import { ending } from "./ending.js";
import { FrameSource } from "./frames.js";
import { pick, type Random } from "./random.js";

/** What a client sends, in batches: before the next one comes, the server has answered what is complete. */
export function clientSequence(random: Random): Buffer[] {
  const client = new Client(random);
  const batches = Array.from({ length: 1 + random(3) }, () => client.batch());
  batches[0]!.unshift(client.source.settings());
  const sent: Buffer[] = (random(3) === 0 ? damage(random, batches) : batches).map((frames) => Buffer.concat(frames));
  sent.push(ending(Buffer.concat(sent)));
  return [Buffer.concat([PREFACE, sent[0]!]), ...sent.slice(1)];
}

/** A client that keeps the rules, but for a frame once in a while. */
class Client {
  readonly source: FrameSource;
  readonly #random: Random;
  /** Streams whose requests are not complete. */
  readonly #open = new Set<number>();
  #next = 1;

  constructor(random: Random) {
    this.#random = random;
    this.source = new FrameSource(random);
  }

  batch(): Buffer[] {
    return Array.from({ length: 1 + this.#random(10) }, () => this.#frame());
  }

  #frame(): Buffer {
    const random = this.#random;
    if (random(16) === 0) return this.source.anything(this.#someStream());
    const stream = pick(random, [...this.#open]);
    if (stream === undefined || random(4) === 0) return this.#request();
    const last = random(3) === 0;
    switch (random(8)) {
      case 0:
        this.#open.delete(stream);
        return frame(FrameType.RST_STREAM, 0, stream, uint32(random(14)));
      case 1:
        this.#open.delete(stream);
        return this.source.headers(stream, pick(random, TRAILERS), true);
      case 2:
      case 3:
        return this.source.control(stream);
      default:
        if (last) this.#open.delete(stream);
        return this.source.data(stream, last);
    }
  }

  #request(): Buffer {
    const random = this.#random;
    const stream = this.#next;
    this.#next += random(12) === 0 ? 4 : 2;
    const last = random(3) === 0;
    if (!last) this.#open.add(stream);
    return this.source.headers(stream, someRequest(random), last);
  }

  /** A stream that is open, or was, or will be. */
  #someStream(): number {
    return this.#random(8) === 0 ? this.#random(12) : Math.max(1, this.#next - 2 * this.#random(4));
  }
}

/** The fields of a request; one of five has something odd, which may be forbidden. */
function someRequest(random: Random): HeaderFields {
  const fields: (readonly [string, string])[] = [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", `/s/${random(3)}`],
    [":authority", "a"],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
  ];
  if (random(2) === 0) fields.push(["x-id", String(random(5))]);
  if (random(5) === 0) {
    switch (random(4)) {
      case 0:
        fields.splice(random(6), 1);
        break;
      case 1:
        fields.splice(random(6), 0, pick(random, fields));
        break;
      case 2:
        fields[random(4)] = pick(random, ODD_PSEUDO);
        break;
      default:
        fields.splice(random(7), 0, pick(random, ODD));
    }
  }
  return fields.flat();
}

const ODD_PSEUDO: readonly (readonly [string, string])[] = [
  [":method", "GET"],
  [":method", "CONNECT"],
  [":method", "OPTIONS"],
  [":method", ""],
  [":scheme", "https"],
  [":scheme", ""],
  [":path", ""],
  [":path", "*"],
  [":path", "s"],
  [":authority", ""],
  [":authority", "a@b"],
  [":status", "200"],
  [":protocol", "websocket"],
  [":other", "x"],
];

const ODD: readonly (readonly [string, string])[] = [
  ["te", "gzip"],
  ["te", "Trailers"],
  ["Upper", "x"],
  ["", "x"],
  ["a b", "x"],
  ["a:b", "x"],
  ["x-empty", ""],
  ["x-space", " x"],
  ["x-space", "x\t"],
  ["x-control", "a\u0000b"],
  ["x-control", "a\u007fb"],
  ["x-control", "a\nb"],
  ["x-latin", "\u00e4"],
  ["connection", "close"],
  ["keep-alive", "1"],
  ["proxy-connection", "x"],
  ["transfer-encoding", "chunked"],
  ["upgrade", "h2c"],
  ["host", "a"],
  ["host", "b"],
  ["content-length", "0"],
  ["content-length", "5"],
  ["content-length", "x"],
  ["content-length", ""],
  ["content-length", "-1"],
  ["content-length", "99999999999999999999"],
  ["cookie", "a=b"],
  ["expect", "100-continue"],
];

const TRAILERS: readonly HeaderFields[] = [
  [],
  ["x-end", "1"],
  ["x-end", "1"],
  [":path", "/"],
  ["Upper", "x"],
  ["te", "x"],
];
