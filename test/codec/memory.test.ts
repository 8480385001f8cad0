import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DecodeError, type MessageType } from "farcall";
import { describe, expect, test } from "vitest";
import { Maps } from "../golden/cases/map-enum-message-value/ts-map/map-enum-message-value_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { field, repeat, varint, wire } from "./wire.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** How many times the size of the input its message takes in memory; 0 if it is refused, which takes none. */
function amplification(input: Uint8Array, type: MessageType<object> = M): number {
  const before = memoryInUse();
  let message: object | undefined;
  try {
    message = type.decode(input);
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return 0;
  }
  const factor = (memoryInUse() - before) / input.length;
  // The message has to live until it has been measured.
  expect(message).toBeDefined();
  return factor;
}

describe("two megabytes of input take at most 64 times as much memory, or are refused", () => {
  test.each<[what: string, input: Uint8Array]>([
    ["empty elements", repeat(1 << 20, wire("5a 00"))],
    ["empty elements of an element", field(11, repeat(1 << 20, wire("5a 00")))],
    ["an empty sub-message again and again", repeat(1 << 20, wire("2a 00"))],
    ["entries of a map with one key", repeat(1 << 20, wire("42 00"))],
    [
      "entries of a map",
      Buffer.concat(
        Array.from({ length: 200_000 }, (_, i) => field(8, wire("0a 06", Buffer.from(String(i).padStart(6, "k"))))),
      ),
    ],
    ["elements of a packed list", field(6, new Uint8Array(2 << 20))],
    ["empty packed lists", repeat(1 << 20, wire("32 00"))],
    ["unknown fields", repeat(666_666, wire("a0 06 00"))],
    ["elements that hold a list each", repeat(400_000, wire("5a 02 5a 00"))],
    ["elements that hold unknown fields", repeat(400_000, wire("5a 03 a0 06 00"))],
    ["empty bytes", repeat(1 << 20, wire("22 00"))],
  ])("%s", (_, input) => {
    expect(amplification(input)).toBeLessThanOrEqual(64);
  });

  test.each<[what: string, key: (i: number) => Uint8Array]>([
    ["messages with ES Maps below one key", () => wire("08 01")],
    ["messages with ES Maps", (i) => wire("08", varint(i))],
  ])("%s", (_, key) => {
    const entries = Array.from({ length: 300_000 }, (_, i) => field(3, key(i)));
    expect(amplification(Buffer.concat(entries), Maps)).toBeLessThanOrEqual(64);
  });
});
