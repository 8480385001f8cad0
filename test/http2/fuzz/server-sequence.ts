import type { HeaderFields } from "../../../src/runtime/rpc/transport.js";
import { FrameType, frame, uint32 } from "../raw-frames.js";
import { damage } from "./damage.js";
import { ending } from "./ending.js";
import { FrameSource } from "./frames.js";
import { pick, type Random } from "./random.js";

/** How many requests a client makes before the second batch comes. Those with even places have ended, the others have not. */
export const REQUESTS = 4;

/** What a server sends, in batches. The first one is its SETTINGS; then come the client's {@link REQUESTS}. */
export function serverSequence(random: Random): Buffer[] {
  const server = new Server(random);
  const batches = Array.from({ length: 1 + random(3) }, () => server.batch());
  const sent: Buffer[] = (random(3) === 0 ? damage(random, batches) : batches).map((frames) => Buffer.concat(frames));
  sent.push(ending(Buffer.concat(sent)));
  return [frame(FrameType.SETTINGS, 0, 0), ...sent];
}

/** A server that keeps the rules, but for a frame once in a while. */
class Server {
  readonly #source: FrameSource;
  readonly #random: Random;
  /** Streams without a response. */
  readonly #asked = new Set<number>(Array.from({ length: REQUESTS }, (_, i) => 2 * i + 1));
  /** Streams whose responses are not complete. */
  readonly #open = new Set<number>();

  constructor(random: Random) {
    this.#random = random;
    this.#source = new FrameSource(random);
  }

  batch(): Buffer[] {
    return Array.from({ length: 1 + this.#random(10) }, () => this.#frame());
  }

  #frame(): Buffer {
    const random = this.#random;
    if (random(16) === 0) return this.#source.anything(1 + random(2 * REQUESTS));
    const asked = pick(random, [...this.#asked]);
    const stream = pick(random, [...this.#open]);
    if (asked !== undefined && (stream === undefined || random(3) === 0)) return this.#respond(asked);
    if (stream === undefined) return this.#source.control(1 + 2 * random(REQUESTS));
    switch (random(8)) {
      case 0:
        this.#open.delete(stream);
        return frame(FrameType.RST_STREAM, 0, stream, uint32(random(14)));
      case 1:
      case 2:
        this.#open.delete(stream);
        return this.#source.headers(stream, pick(random, TRAILERS), true);
      case 3:
        return this.#source.control(stream);
      default: {
        const last = random(6) === 0;
        if (last) this.#open.delete(stream);
        return this.#source.data(stream, last);
      }
    }
  }

  #respond(stream: number): Buffer {
    const random = this.#random;
    if (random(6) === 0) return this.#source.headers(stream, [":status", "103", "x-early", "1"], false);
    const last = random(6) === 0;
    this.#asked.delete(stream);
    if (!last) this.#open.add(stream);
    return this.#source.headers(stream, someResponse(random), last);
  }
}

/** The fields of a response; one of five has something odd, which may be forbidden. */
function someResponse(random: Random): HeaderFields {
  const fields: (readonly [string, string])[] = [
    [":status", "200"],
    ["content-type", "application/grpc"],
    ["x-id", String(random(3))],
  ];
  if (random(5) === 0) {
    switch (random(3)) {
      case 0:
        fields.splice(random(3), 1);
        break;
      case 1:
        fields[0] = [":status", pick(random, STATUSES)];
        break;
      default:
        fields.splice(random(4), 0, pick(random, ODD));
    }
  }
  return fields.flat();
}

const STATUSES = ["100", "101", "199", "204", "304", "404", "503", "600", "999", "099", "20", "2000", "abc", "", "-10"];

const ODD: readonly (readonly [string, string])[] = [
  [":status", "200"],
  [":path", "/"],
  [":other", "x"],
  ["Upper", "x"],
  ["", "x"],
  ["a b", "x"],
  ["x-empty", ""],
  ["x-space", " x"],
  ["x-control", "a\u0000b"],
  ["x-latin", "\u00e4"],
  ["connection", "close"],
  ["transfer-encoding", "chunked"],
  ["te", "trailers"],
  ["content-length", "0"],
  ["content-length", "5"],
  ["content-length", "x"],
  ["set-cookie", "a=b"],
];

const TRAILERS: readonly HeaderFields[] = [
  ["grpc-status", "0"],
  ["grpc-status", "0"],
  ["grpc-status", "5", "grpc-message", "no"],
  [],
  [":status", "200"],
  ["Upper", "x"],
];
