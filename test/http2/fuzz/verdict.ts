import { Flag, FrameType, framesIn } from "../raw-frames.js";

/** What one side has made of what the other one has sent. */
export interface Verdict {
  /** Why it has ended the connection, or `undefined` if it has not. */
  readonly over: string | undefined;
  /**
   * By stream, what has become of it: a word, and details behind it. `answered`: all has come, and a server has answered with these fields and
   * so many bytes of content, or a client has got them. `reset`, by either side: the reason. `open`: neither. A stream that is not there is open.
   */
  readonly streams: Map<number, string>;
}

/** What our own HTTP/2 has made of it, and what it has cost. */
export interface OwnVerdict extends Verdict {
  /** Streams whose receivers were not told of an end. */
  readonly left: number;
  readonly sentBytes: number;
}

/** Why a side that has sent these bytes has ended the connection, if it has, and not in good order. `closed` tells of its socket. */
export function connectionError(sent: Buffer, closed: string | undefined): string | undefined {
  const goaway = [...framesIn(sent)].filter(({ type }) => type === FrameType.GOAWAY).at(-1)?.payload;
  if (goaway === undefined) return closed;
  const code = goaway.readUInt32BE(4);
  return code === 0 ? undefined : `${closed ?? ""} ${code} ${goaway.toString("latin1", 8)}`;
}

/**
 * What a server has made of a client's bytes: by the frames that it has `sent`, by why it has `closed` the connection, if it has, and by why
 * streams were reset, as far as that is known, by whom ever.
 */
export function serverVerdict(sent: Buffer, closed: string | undefined, why: ReadonlyMap<number, string>): Verdict {
  const streams = new Map<number, string>();
  const answers = new Map<number, Buffer[]>();
  for (const { type, flags, stream, payload } of framesIn(sent)) {
    if (type === FrameType.RST_STREAM) {
      if (!streams.has(stream)) streams.set(stream, `reset ${why.get(stream) ?? payload.readUInt32BE(0)}`);
    } else if (type === FrameType.DATA) {
      const answer = answers.get(stream) ?? [];
      answer.push(payload);
      answers.set(stream, answer);
    }
    if ((type === FrameType.DATA || type === FrameType.HEADERS) && (flags & Flag.END_STREAM) !== 0) {
      streams.set(stream, `answered ${Buffer.concat(answers.get(stream) ?? []).toString()}`);
    }
  }
  for (const [stream, reason] of why) if (!streams.has(stream)) streams.set(stream, `reset ${reason}`);
  return { over: connectionError(sent, closed), streams };
}
