import { describe, expect, test } from "vitest";
import { Node } from "../golden/cases/delimited/ts/delimited_pb.js";
import { M } from "../golden/cases/threats/ts/threats_pb.js";
import { decodeError } from "./refusal.js";
import { dump, field, varint, wire } from "./wire.js";

// Each input decodes as testdata.threats.M: int32 i = 1, int64 l = 2, string s = 3, bytes b = 4, M sub = 5,
// packed int32 = 6, map<string, M> by_name = 8, packed double = 9, repeated M list = 11.

/** The ten bytes of -1, but for the last. */
const nine = "ff ff ff ff ff ff ff ff ff";
const zeros = "80 80 80 80 80 80 80 80 80";

describe.each<[threat: string, inputs: readonly string[]]>([
  [
    "truncated input",
    [
      "08",
      "08 80",
      "10 80",
      "22",
      "22 02 01",
      "0d 01 02 03",
      "49 01",
      "2a",
      "2a 01",
      "a0 06",
      "a1 06 01 02",
      "a2 06 05 01",
      "a5 06 01",
    ],
  ],
  [
    "a varint of more than ten bytes",
    [`10 ${zeros} 80 01`, `08 ${zeros} 80 01`, `a0 06 ${zeros} 80 01`, `32 0b ${zeros} 80 01`],
  ],
  ["an overlong tag", [`88 80 80 80 80 80 80 80 00 01`, "88 80 80 80 80 00 01", "a0 86 80 80 80 00 01"]],
  ["a tag above 32 bits", ["88 80 80 80 40 01", "88 80 80 80 10 01"]],
  [
    "a length that the input does not have",
    [
      "22 80 80 80 80 08",
      "22 ff ff ff ff 07",
      "22 ff ff ff ff 0f",
      "22 81 80 80 80 10 01 08 01",
      `22 ${nine} 01`,
      "1a 80 80 80 80 08",
      "1a ff ff ff ff 0f",
      "1a 81 80 80 80 10 41",
      `1a ${nine} 01`,
      "2a ff ff ff ff 0f",
      "2a 80 80 80 80 10 08 01",
      `2a ${nine} 01`,
      "32 ff ff ff ff 0f 01",
      "32 81 80 80 80 10 01",
      `32 ${nine} 01`,
      "4a ff ff ff ff 0f 01",
      "42 ff ff ff ff 0f 01",
      "5a ff ff ff ff 0f 01",
      "a2 06 ff ff ff ff 0f",
      "a2 06 81 80 80 80 10 01",
      `a2 06 ${nine} 01`,
    ],
  ],
  [
    "a field that overruns the message around it",
    [
      "2a 01 08 05",
      "2a 02 22 01 41",
      "2a 01 10 80 01",
      "2a 02 0d 01 02 03 04",
      "2a 03 2a 04 08 01 08 01",
      "5a 01 08 05",
      "2a 02 a0 06 00",
      "2a 03 a2 06 02 01 02",
      "2a 03 a1 06 01 02 03 04 05 06 07 08",
    ],
  ],
  ["a packed element that overruns its list", ["32 01 80 01", "32 02 01 80 01", "4a 04 00 00 00 00 00 00 00 00"]],
  [
    "a field that overruns its map entry",
    ["42 02 0a 05 61 62 63 64 65", "42 04 0a 01 61 12 02 08 01", "42 05 0a 01 61 12 02 08 05", "42 02 12 01 08 05"],
  ],
  ["a field that overruns its group", ["a3 06 a2 06 05 01 a4 06", "a3 06 08 80 a4 06"]],
  ["a packed list of doubles that ends inside one", ["4a 04 00 00 00 00", "4a 0c 00 00 00 00 00 00 00 00 00 00 00 00"]],
  ["a tag with field number 0", ["00 01", "02 01 41", "05 01 02 03 04", "03 04", "2a 02 00 01", "42 02 00 01"]],
  ["a tag with wire type 6 or 7", ["0e 01", "0f 01", "a6 06 01", "a7 06 01", "2a 02 0e 01", "42 02 0e 01"]],
  ["the end of a group that never began", ["a4 06", "0c", "08 01 a4 06", "2a 02 a4 06", "42 02 a4 06", "2a 01 0c"]],
  ["a group that ends as another", ["a3 06 ac 06", "a3 06 ab 06 a4 06 ac 06", "0b 14"]],
  ["a group that never ends", ["a3 06", "a3 06 08 01", "0b", "2a 02 a3 06 a4 06", "a3 06 ab 06 ac 06"]],
  [
    "text that is not UTF-8",
    [
      "1a 02 c0 af",
      "1a 03 ed a0 80",
      "1a 04 f4 90 80 80",
      "1a 01 80",
      "1a 01 ff",
      "1a 02 c3 28",
      "1a 03 e2 82 41",
      "1a 01 c3",
      "1a 03 e0 80 af",
      "1a 04 f0 80 80 af",
      "1a 06 ed a0 bd ed b8 80",
      `1a 50 ${"41 ".repeat(79)} ff`,
      `1a 50 ff ${"41 ".repeat(79)}`,
      "42 04 0a 02 c0 af",
    ],
  ],
])("%s is refused", (_, inputs) => {
  test.each(inputs)("%s", (input) => {
    expect(decodeError(() => M.decode(wire(input))).message).toMatch(/^testdata\.threats\.M/);
  });
});

test.each([40, 100, 300, 1500, 5000])("text of %i bytes is refused wherever a byte is not UTF-8", (length) => {
  for (const at of [0, 1, length >> 1, length - 1]) {
    for (const wrong of ["80", "c3", "ff", "eda080"]) {
      const text = Buffer.alloc(length, "a");
      wire(wrong).forEach((byte, i) => {
        text[Math.min(at, length - wrong.length / 2) + i] = byte;
      });
      decodeError(() => M.decode(field(3, text)));
    }
  }
});

test("a known group that ends as another, or never, is refused", () => {
  for (const input of ["13 1c", "13 08 01", "13 0c", "13 08 80 14", "1b 13 14"]) {
    expect(decodeError(() => Node.decode(wire(input))).message).toMatch(/^testdata\.delimited\.Node/);
  }
});

test("decoding goes on after a refusal as if there had been none", () => {
  decodeError(() => M.decode(wire("08 05 22 7f")));
  expect(M.decode(wire("08 05"))).toEqual(M.create({ i: 5 }));
});

test("overlong values are read", () => {
  expect(M.decode(wire("08 81 80 00")).i).toBe(1);
  expect(M.decode(wire("10 81 80 80 80 80 80 80 80 80 00")).l).toBe(1n);
  expect(M.decode(wire("1a 81 80 00 41")).s).toBe("A");
});

test("bits of a varint above the 64th are cut off", () => {
  expect(M.decode(wire(`10 ${nine} 7f`)).l).toBe(-1n);
  expect(M.decode(wire(`10 ${zeros} 02`)).l).toBe(0n);
  expect(M.decode(wire(`08 ${nine} 7f`)).i).toBe(-1);
});

test("an int32 keeps the low 32 bits of a longer varint", () => {
  expect(M.decode(wire("08 ff ff ff ff ff ff ff ff ff 01")).i).toBe(-1);
  expect(M.decode(wire("08 81 80 80 80 10")).i).toBe(1);
  expect(M.decode(wire("32 05 81 80 80 80 10")).packed).toEqual([1]);
});

test("a field with another wire type is an unknown field, and decoding goes on", () => {
  const message = M.decode(wire("0d 01 02 03 04 10 05 1d 01 02 03 04 20 07 0a 01 41 2d 01 02 03 04 40 01"));
  expect(message).toMatchObject({ i: 0, l: 5n, s: "", sub: undefined });
  expect(dump(message.$unknown!)).toBe("0d 01 02 03 04 1d 01 02 03 04 20 07 0a 01 41 2d 01 02 03 04 40 01");
});

test("a byte order mark survives", () => {
  const input = wire("1a 04 ef bb bf 41");
  expect(M.decode(input).s).toBe("\ufeffA");
  expect(dump(M.encode(M.decode(input)))).toBe(dump(input));
  const long = field(3, Buffer.from(`\ufeff${"é".repeat(400)}`));
  expect(M.decode(long).s).toBe(`\ufeff${"é".repeat(400)}`);
});

test("NUL survives in text", () => {
  expect(M.decode(wire("1a 03 41 00 42")).s).toBe("A\0B");
});

describe("map entries", () => {
  test("a value that comes twice is merged", () => {
    const entry = wire("0a 01 61", "12 02 08 07", "12 02 10 08");
    expect(M.decode(field(8, entry)).byName).toEqual({ a: M.create({ i: 7, l: 8n }) });
  });

  test("the last key wins, and key and value may come in any order", () => {
    expect(Object.keys(M.decode(field(8, wire("12 02 08 07 0a 01 61 0a 01 62"))).byName)).toEqual(["b"]);
  });

  test("unknown fields inside are skipped", () => {
    const message = M.decode(field(8, wire("a0 06 05", "0a 01 61", "a3 06 08 01 a4 06", "12 02 08 07", "a2 06 01 00")));
    expect(message).toEqual(M.create({ byName: { a: M.create({ i: 7 }) } }));
  });

  test("an absent key is empty, an absent value the empty message", () => {
    expect(M.decode(wire("42 00")).byName).toEqual({ "": M.create() });
    expect(M.decode(field(8, wire("0a 01 61"))).byName).toEqual({ a: M.create() });
  });

  test("the last of several entries with one key wins", () => {
    const first = field(8, wire("0a 01 61 12 02 08 07"));
    const second = field(8, wire("0a 01 61 12 02 10 08"));
    expect(M.decode(wire(first, second)).byName).toEqual({ a: M.create({ l: 8n }) });
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", ""])(
    "the key %j is an own key like any other",
    (key) => {
      const input = field(8, wire("0a", varint(key.length), Buffer.from(key), "12 02 08 07"));
      const { byName } = M.decode(input);
      expect(Object.keys(byName)).toEqual([key]);
      expect(Object.getOwnPropertyDescriptor(byName, key)?.value).toEqual(M.create({ i: 7 }));
      expect(dump(M.encode(M.decode(input)))).toBe(dump(input));
      expect(dump(M.encode(M.create(M.decode(input))))).toBe(dump(input));
      expect(({} as Record<string, unknown>)["i"]).toBeUndefined();
    },
  );
});
