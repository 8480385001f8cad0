import { expect, test } from "vitest";
import { type HeaderFields, ResetCode } from "../rpc/transport.js";
import { Http2Stream, type StreamHost } from "./stream.js";
import { StreamTable } from "./stream-table.js";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "./time-limits.js";
import { Watch, type Watched } from "./watch.js";

const NO_LIMITS: TimeLimits = {
  ...DEFAULT_TIME_LIMITS,
  handshakeMs: Number.POSITIVE_INFINITY,
  stallMs: Number.POSITIVE_INFINITY,
};

/** A connection that does nothing but write down what the watch does to it. */
class Subject implements Watched {
  isSettled = true;
  unsentBytes = 0;
  sentBytes = 0;
  readonly openStreams = new StreamTable();
  readonly log: string[] = [];

  sendPing(): void {
    this.log.push("ping");
  }
  giveUpStream(stream: Http2Stream): void {
    this.log.push(`stream ${stream.id}`);
    this.openStreams.delete(stream.id);
  }
  fail(code: ResetCode): void {
    this.log.push(`fail ${code}`);
  }
}

/** A stream whose peer allows it to send `window` bytes, when the connection asks it to. */
class Stream extends Http2Stream {
  protected readonly bytesTo = { onData() {}, onEnd() {}, onReset() {}, onDrain() {} };
  protected readonly isDeaf = false;
  constructor(id: number) {
    const host: StreamHost = {
      isFree: true,
      sendData: (stream, bytes, from) => {
        const to = Math.min(bytes.length, from + stream.sendWindow);
        stream.sendWindow -= to - from;
        return to;
      },
      waitToSend() {},
      sendEnd() {},
      sendReset() {},
      openWindow() {},
      hold() {},
      forget() {},
    };
    super(host, id, 0, 1000);
  }
  allow(window: number): void {
    this.sendWindow = window;
    this.sendWaiting(1000);
  }
  onFields(): undefined {}
  protected onRemoteEnd(_trailers: HeaderFields | undefined): void {}
  protected onLocalEnd(): void {}
}

/** Lets the time pass until `until`, with every check that the watch asks for. */
function pass(watch: Watch, until: number): void {
  for (let now = 0; now <= until; ) now = Math.max(now + 1, watch.check(now));
}

test("nothing to wait for is no check", () => {
  expect(new Watch(new Subject(), NO_LIMITS, 0).check(0)).toBe(Number.POSITIVE_INFINITY);
});

test("a peer that does not settle is sent away with SETTINGS_TIMEOUT, one that has is not", () => {
  const subject = new Subject();
  subject.isSettled = false;
  const watch = new Watch(subject, { ...NO_LIMITS, handshakeMs: 100 }, 0);
  expect(watch.check(99)).toBe(100);
  expect(subject.log).toEqual([]);
  watch.check(100);
  expect(subject.log).toEqual([`fail ${ResetCode.SETTINGS_TIMEOUT}`]);
  const settled = new Subject();
  new Watch(settled, { ...NO_LIMITS, handshakeMs: 100 }, 0).check(1000);
  expect(settled.log).toEqual([]);
});

test("a stream whose bytes do not move is given up, within the limit and a quarter of it; the others go on", () => {
  const subject = new Subject();
  const [stuck, slow, empty] = [new Stream(1), new Stream(3), new Stream(5)];
  for (const stream of [stuck, slow, empty]) subject.openStreams.add(stream);
  stuck.write(new Uint8Array(10));
  slow.write(new Uint8Array(1000));
  const watch = new Watch(subject, { ...NO_LIMITS, stallMs: 400 }, 0);
  for (let now = 0; now <= 5000; now++) {
    if (now % 300 === 0) slow.allow(1);
    watch.check(now);
    if (now === 400) expect(subject.log).toEqual([]);
    if (now === 500) expect(subject.log).toEqual(["stream 1"]);
  }
  expect(subject.log).toEqual(["stream 1"]);
});

test("a socket that takes nothing ends the connection, one that is slow does not", () => {
  const stuck = new Subject();
  stuck.unsentBytes = 10;
  pass(new Watch(stuck, { ...NO_LIMITS, stallMs: 400 }, 0), 500);
  expect(stuck.log).toEqual([`fail ${ResetCode.ENHANCE_YOUR_CALM}`]);
  const slow = new Subject();
  slow.unsentBytes = 10;
  const watch = new Watch(slow, { ...NO_LIMITS, stallMs: 400 }, 0);
  for (let now = 0; now < 5000; now++) {
    if (now % 300 === 0) slow.sentBytes++;
    watch.check(now);
  }
  expect(slow.log).toEqual([]);
});

test("a silent peer is asked by a PING, and given up if it does not answer", () => {
  const subject = new Subject();
  subject.openStreams.add(new Stream(1));
  const watch = new Watch(subject, { ...NO_LIMITS, keepaliveMs: 1000, keepaliveTimeoutMs: 200 }, 0);
  pass(watch, 1199);
  expect(subject.log).toEqual(["ping"]);
  watch.check(1200);
  expect(subject.log).toEqual(["ping", `fail ${ResetCode.NO_ERROR}`]);
});
