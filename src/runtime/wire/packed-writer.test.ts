import { expect, test } from "vitest";
import {
  writePackedInt32,
  writePackedInt64,
  writePackedSint32,
  writePackedSint64,
  writePackedUint32,
  writePackedUint64,
} from "./packed-writer.js";
import { writeInt32, writeInt64, writeSint32, writeSint64, writeUint32, writeUint64 } from "./writer.js";

type Write<T> = (b: Uint8Array, p: number, x: T) => number;

function bytesOf<T>(write: Write<T>, x: T): number[] {
  const b = new Uint8Array(4096);
  return [...b.subarray(0, write(b, 0, x))];
}

/** Every power of two up to 2^`bits`, and its neighbours: there a varint takes another byte. */
const edges = (bits: number): bigint[] => [
  0n,
  ...Array.from({ length: bits }, (_, i) => 1n << BigInt(i)).flatMap((x) => [x - 1n, x, x + 1n]),
];
const signed = (bits: number): bigint[] => edges(bits - 1).flatMap((x) => [BigInt.asIntN(bits, x), -x]);
const unsigned = (bits: number): bigint[] => edges(bits).map((x) => BigInt.asUintN(bits, x));
const numbers = (list: bigint[]): number[] => list.map(Number);

function itsElements<T>(list: readonly T[], writeList: Write<readonly T[]>, write: Write<T>): void {
  for (const x of list) {
    const bytes = bytesOf(write, x);
    expect(bytesOf(writeList, [x]), String(x)).toEqual([bytes.length, ...bytes]);
  }
}

test("an element of a packed list has the bytes of a single field, at every edge of a varint", () => {
  itsElements(numbers(signed(32)), writePackedInt32, writeInt32);
  itsElements(numbers(unsigned(32)), writePackedUint32, writeUint32);
  itsElements(numbers(signed(32)), writePackedSint32, writeSint32);
  itsElements(signed(64), writePackedInt64, writeInt64);
  itsElements(unsigned(64), writePackedUint64, writeUint64);
  itsElements(signed(64), writePackedSint64, writeSint64);
});
