import { expect, test } from "vitest";
import { HeaderDecoder } from "./header-decoder.js";
import { HeaderEncoder } from "./header-encoder.js";

/** An encoder and the decoder at its other end. */
function pair(tableSize?: number) {
  const encoder = new HeaderEncoder(tableSize);
  const decoder = new HeaderDecoder({
    maxListSize: 1e9,
    maxFields: 1e9,
    ...(tableSize !== undefined && { tableSize }),
  });
  const carry = (bytes: Uint8Array, fields: readonly string[]): number => {
    expect(decoder.decode(bytes, 0, bytes.length).fields).toEqual(fields);
    return bytes.length;
  };
  return {
    encoder,
    /** Sends fields through both, and tells how many bytes they took. */
    send: (fields: readonly string[]) => carry(encoder.encode(fields), fields),
    sendShared: (shared: readonly string[], fields: readonly string[]) =>
      carry(encoder.encodeShared(shared, fields), [...shared, ...fields]),
  };
}

const METHOD = [
  ":method",
  "POST",
  ":path",
  "/acme.v1.Orders/Get",
  "content-type",
  "application/grpc",
  "te",
  "trailers",
];

test("what a method's requests share takes a byte a field from the second request on", () => {
  const { sendShared } = pair();
  expect(sendShared(METHOD, [])).toBeGreaterThan(30);
  expect([sendShared(METHOD, []), sendShared(METHOD, [])]).toEqual([4, 4]);
});

test("the requests of many methods share a connection", () => {
  const { sendShared } = pair();
  const methods = Array.from({ length: 200 }, (_, i) => [
    ":method",
    "POST",
    ":path",
    `/acme.v1.Orders/Method${i}`,
    "n",
    "v",
  ]);
  for (let round = 0; round < 3; round++)
    for (const method of methods) sendShared(method, ["grpc-timeout", `${round}S`]);
});

test("a value that comes twice in a row enters the table, one that changes does not", () => {
  const { send } = pair();
  const token = ["authorization", `Bearer ${"x".repeat(40)}`];
  expect(send(token)).toBeGreaterThan(40);
  send(token);
  expect(send(token)).toBe(1);
  for (let i = 0; i < 100; i++) expect(send(["grpc-timeout", `${i + 100}m`])).toBeGreaterThan(4);
  expect(send(token)).toBe(1);
});

test("a name that comes again is sent twice, and then only its values are, even after it was evicted", () => {
  const { send } = pair(200);
  const name = "x-request-id";
  const sent = (value: string): number => send([name, value]);
  expect(sent("value-1")).toBe(2 + name.length + 1 + 7);
  sent("value-2");
  expect([sent("value-3"), sent("value-4")]).toEqual([10, 10]);
  for (let i = 0; i < 300; i++) send([`x-other-${i % 9}`, "same"]);
  for (let i = 0; i < 100; i++) sent(`again-${i % 10}`);
  expect(sent("value-5")).toBe(10);
});

test("a secret that could be guessed is never indexed, and marked so", () => {
  const { encoder, send } = pair();
  for (let i = 0; i < 4; i++) {
    expect(send(["authorization", "Basic eDp5"])).toBeGreaterThan(10);
    expect(encoder.encode(["authorization", "Basic eDp5"])[0]! & 0xf0).toBe(0x10);
  }
});

test("a full table changes seldom", () => {
  const { encoder, send } = pair(100);
  send(["a", "1"]);
  let inserted = 0;
  for (let i = 0; i < 640; i++) {
    const fields = [`name-${i >> 1}`, "value"];
    if ((encoder.encode(fields)[0]! & 0xc0) === 0x40) inserted++;
  }
  expect(inserted).toBeLessThanOrEqual(12);
});

test("a change of the table's size is told at the next block, the smallest one too", () => {
  const { encoder, sendShared } = pair();
  sendShared(METHOD, []);
  encoder.setTableSize(0);
  encoder.setTableSize(1000);
  const bytes = encoder.encode([]);
  expect([...bytes]).toEqual([0x20, 0x3f, 0xc9, 0x07]);
});

test("after a change of the table's size both ends still agree", () => {
  const { encoder, send, sendShared } = pair();
  for (const size of [4096, 0, 100, 4096, 64, 1 << 30]) {
    encoder.setTableSize(size);
    for (let i = 0; i < 3; i++) {
      sendShared(METHOD, ["a", "1"]);
      send(["a", "1", "b", "x".repeat(30)]);
    }
  }
});

test("names that callers make up are forgotten", () => {
  const { send } = pair();
  for (let i = 0; i < 3000; i++) send([`name-${i}`, "1", "x", "1"]);
});

test("long and odd texts arrive as they are", () => {
  const { send } = pair();
  const everyByte = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
  for (let i = 0; i < 3; i++) send(["all", everyByte, "long", "y".repeat(100_000), "empty", ""]);
});
