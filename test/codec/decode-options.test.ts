import { expect, test } from "vitest";
import { Expanded } from "../golden/cases/repeated-expanded/ts/repeated-expanded_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { wire } from "./wire.js";

const input = () => wire("22 02 01 02", "2a 04 22 02 03 04");

test("bytes fields have memory of their own by default", () => {
  const bytes = input();
  const message = M.decode(bytes);
  bytes.fill(0);
  expect(message.b).toEqual(Uint8Array.of(1, 2));
  expect(message.sub?.b).toEqual(Uint8Array.of(3, 4));
  expect(message.b.buffer.byteLength).toBe(2);
});

test("bytes fields are views of the input on request, everywhere", () => {
  const bytes = Uint8Array.from(input());
  const message = M.decode(bytes, { bytes: "view" });
  expect(message.b.buffer).toBe(bytes.buffer);
  expect(message.sub?.b.buffer).toBe(bytes.buffer);
  expect(message.b).toEqual(Uint8Array.of(1, 2));
  expect(Expanded.decode(wire("82 01 01 07"), { bytes: "view" }).byteStrings).toEqual([Uint8Array.of(7)]);
});

test("views are asked for one call at a time", () => {
  M.decode(input(), { bytes: "view" });
  const bytes = Uint8Array.from(input());
  expect(M.decode(bytes).b.buffer).not.toBe(bytes.buffer);
});

test("bytes fields are plain Uint8Arrays, also when the input is a Buffer", () => {
  for (const bytes of [Buffer.from(input()), Uint8Array.from(input())]) {
    for (const mode of ["copy", "view"] as const) {
      expect(Object.getPrototypeOf(M.decode(bytes, { bytes: mode }).b)).toBe(Uint8Array.prototype);
    }
  }
});

test("the input may stand anywhere in its ArrayBuffer", () => {
  const around = wire("ff ff ff", input(), "ff ff ff");
  const bytes = new Uint8Array(around.buffer, around.byteOffset + 3, around.length - 6);
  expect(M.decode(bytes)).toEqual(M.decode(input()));
  expect(M.decode(bytes, { bytes: "view" })).toEqual(M.decode(input()));
});

test("strings: the same text, shared or not", () => {
  const texts = [
    "",
    "a",
    "twelve chars",
    "a text of thirty characters ...",
    "é漢😀",
    "x".repeat(25),
    "y".repeat(300),
    "漢字".repeat(60),
  ];
  const list = Array.from({ length: 40 }, (_, i) => texts[i % texts.length]!);
  const bytes = Expanded.encode({ strings: list });
  expect(Expanded.decode(bytes, { strings: "own" }).strings).toEqual(list);
  expect(Expanded.decode(bytes, { strings: "share" }).strings).toEqual(list);
  expect(Expanded.decode(bytes).strings).toEqual(list);
});
