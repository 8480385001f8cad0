import { fromJsonString, toJsonString } from "farcall";
import { Value } from "farcall/wkt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWellFormed } from "../../src/runtime/wire/well-formed.js";
import { TestAllTypesProto3 as M } from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { jsonError } from "./refusal.js";

const empty = M.create();

/** Text of all lengths around those at which readers and writers change their way, with what needs escapes and what is not ASCII. */
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", '"', "\\", "\n", "\u007f", "é", "春", "😀"), maxLength: 20 }),
  fc
    .tuple(fc.string({ unit: "binary-ascii", maxLength: 5 }), fc.nat({ max: 300 }), fc.string({ maxLength: 5 }))
    .map(([head, count, tail]) => head + "x".repeat(count) + tail),
  fc.string({ unit: "binary", maxLength: 100 }),
);

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
/** Prices, times and the like: few digits. */
const decimal = fc
  .tuple(fc.integer(), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 }))
  .map(([digits, places, thousands]) => (digits / 10 ** places) * 1000 ** thousands);
const integer = fc.maxSafeInteger();
const anyNumber = fc.oneof(finite, decimal, integer);

/** What holds of JSON text, whoever reads and writes it: the modules for servers, or those for browsers. */
export function agreementTests(): void {
  describe("strings", () => {
    test("are written as JSON.stringify writes them, and read again", () => {
      fc.assert(
        fc.property(anyText, fc.array(anyText), (text, texts) => {
          const json = JSON.stringify({ optionalString: `.${text}`, repeatedString: [text, ...texts] });
          const message = { ...empty, optionalString: `.${text}`, repeatedString: [text, ...texts] };
          expect(toJsonString(M, message)).toBe(json);
          expect(fromJsonString(M, json)).toEqual(message);
        }),
      );
    });

    test("of one character are the same for every unit of UTF-16, and half of a pair is refused", () => {
      for (let unit = 0; unit <= 0xffff; unit++) {
        const text = String.fromCharCode(unit);
        if (unit >= 0xd800 && unit <= 0xdfff) {
          if (unit % 64 > 0) continue;
          expect(jsonError(() => toJsonString(Value, text)).problem).toContain("a lone surrogate");
          expect(jsonError(() => fromJsonString(Value, `["${text}"]`)).problem).toContain("a lone surrogate");
          expect(() => fromJsonString(Value, JSON.stringify(text))).toThrow();
        } else if (toJsonString(Value, text) !== JSON.stringify(text)) {
          expect(toJsonString(Value, text)).toBe(JSON.stringify(text));
        } else if (fromJsonString(Value, JSON.stringify(text)) !== text) {
          expect(fromJsonString(Value, JSON.stringify(text))).toBe(text);
        }
      }
    });

    test("may have any character as an escape", () => {
      const escaped = (text: string): string =>
        Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
          "",
        );
      fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 30 }), anyText, (text, other) => {
          const json = `{"optionalString":"${escaped(text)}","repeatedString":[${JSON.stringify(other)}]}`;
          expect(fromJsonString(M, json)).toEqual({ ...empty, optionalString: text, repeatedString: [other] });
        }),
      );
    });

    test("are refused where JSON.parse refuses them", () => {
      const pieces = ['"', "\\", "\\u", "00e9", "\\n", "\n", "\u0000", "a", "é", "x".repeat(70), "\\ud83d", "\\ude00"];
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 7 }), (parts) => {
          const text = `"${parts.join("")}"`;
          const parsed = parse(text);
          if (typeof parsed === "string" && isWellFormed(parsed)) expect(fromJsonString(Value, text)).toBe(parsed);
          else expect(jsonError(() => fromJsonString(Value, text)).path).toBe("$");
        }),
        { numRuns: 2000 },
      );
    });
  });

  describe("numbers", () => {
    test("are written as JSON.stringify writes them, and read again", () => {
      fc.assert(
        fc.property(anyNumber, fc.array(anyNumber, { maxLength: 5 }), (number, numbers) => {
          // JSON.stringify drops the sign of -0.
          const [one, ...others] = [number, ...numbers].map((value) => (Object.is(value, -0) ? 0 : value));
          const json = JSON.stringify({ repeatedDouble: [one, ...others], optionalValue: others });
          const message = { ...empty, repeatedDouble: [one!, ...others], optionalValue: others };
          expect(toJsonString(M, message)).toBe(json);
          expect(fromJsonString(M, json)).toEqual(message);
          expect(toJsonString(Value, one!)).toBe(JSON.stringify(one));
          expect(fromJsonString(Value, JSON.stringify(one))).toBe(one);
        }),
        { numRuns: 1000 },
      );
    });

    test("keep the sign of -0, and what is no number in JSON is a string", () => {
      const message = { ...empty, repeatedDouble: [0, -0, Number.NaN, 1 / 3, Number.NEGATIVE_INFINITY, 1e21, -1e-7] };
      const json = '{"repeatedDouble":[0,-0,"NaN",0.3333333333333333,"-Infinity",1e+21,-1e-7]}';
      expect(toJsonString(M, message)).toBe(json);
      expect(fromJsonString(M, json)).toEqual(message);
    });

    test.each(["01", "-", "-01", "1.", ".5", "+1", "1e", "1e+", "0x10", "1_0", "1 2", "Infinity", "--1", "1.2.3"])(
      "such as %s are refused, alone and in lists",
      (text) => {
        for (const json of [text, `[${text}]`, `[1,${text},2]`, `["a",${text}]`]) {
          jsonError(() => fromJsonString(Value, json));
        }
        for (const name of ["Double", "Float", "Int32", "Uint32", "Int64"]) {
          jsonError(() => fromJsonString(M, `{"optional${name}":${text}}`));
          const list = `{"repeated${name}":[1,${text},2]}`;
          expect(jsonError(() => fromJsonString(M, list)).path).toMatch(
            new RegExp(`^\\$\\.repeated${name}\\[[012]\\]$`),
          );
        }
      },
    );

    test("that no double holds are refused", () => {
      expect(jsonError(() => fromJsonString(M, '{"repeatedDouble":[1,1e400]}')).path).toBe("$.repeatedDouble[1]");
      expect(jsonError(() => fromJsonString(Value, "-1e400")).path).toBe("$");
    });
  });

  describe("integers", () => {
    const lists = [
      ["repeatedInt32", -0x80000000n, 0x7fffffffn],
      ["repeatedSint32", -0x80000000n, 0x7fffffffn],
      ["repeatedUint32", 0n, 0xffffffffn],
      ["repeatedFixed32", 0n, 0xffffffffn],
      ["repeatedInt64", -(2n ** 63n), 2n ** 63n - 1n],
      ["repeatedUint64", 0n, 2n ** 64n - 1n],
    ] as const;

    test.each(lists)(
      "of %s are exact in their range, quoted or not, and refused outside of it",
      (name, least, most) => {
        const edges = [
          least,
          most,
          least + 1n,
          most - 1n,
          0n,
          1n,
          999_999_999n,
          1_000_000_000n,
          2n ** 31n,
          2n ** 53n + 1n,
        ];
        const number = fc.oneof(
          fc.constantFrom(...edges, -(2n ** 31n), -(2n ** 53n) - 1n, least - 1n, most + 1n, 10n ** 19n, 10n ** 25n),
          fc.bigInt(least, most),
          fc.bigInt(-1000n, 1000n),
        );
        fc.assert(
          fc.property(
            fc.array(fc.tuple(number, fc.boolean(), fc.constantFrom("", " ")), { maxLength: 12 }),
            (items) => {
              const list = items.map(([value, quoted, space]) => space + (quoted ? `"${value}"` : value)).join(",");
              const json = `{"${name}":[${list}]}`;
              const wrong = items.findIndex(([value]) => value < least || value > most);
              if (wrong >= 0) {
                expect(jsonError(() => fromJsonString(M, json)).path).toBe(`$.${name}[${wrong}]`);
                return;
              }
              const values = items.map(([value]) => (name.endsWith("64") ? value : Number(value)));
              const message = { ...empty, [name]: values };
              expect(fromJsonString(M, json)).toEqual(message);
              const written = name.endsWith("64") ? values.map(String) : values;
              expect(toJsonString(M, message)).toBe(values.length === 0 ? "{}" : JSON.stringify({ [name]: written }));
            },
          ),
          { numRuns: 300 },
        );
      },
    );

    test("in other spellings are the same", () => {
      const text = '{"repeatedInt32":[1e2,"1.50e2",-0,"-0",2.0,"3"],"optionalInt64":9007199254740993}';
      const message = { ...empty, repeatedInt32: [100, 150, 0, 0, 2, 3], optionalInt64: 9007199254740993n };
      expect(fromJsonString(M, text)).toStrictEqual(message);
      expect(jsonError(() => fromJsonString(M, '{"repeatedInt32":[1,2,1.5,3]}')).path).toBe("$.repeatedInt32[2]");
      expect(jsonError(() => fromJsonString(M, '{"repeatedInt32":[1,null]}')).path).toBe("$.repeatedInt32[1]");
    });

    test("that are none are refused where they stand", () => {
      const list = Object.assign([1, 2, 3], { 1: 1.5 });
      expect(jsonError(() => toJsonString(M, { ...empty, repeatedInt32: list })).path).toBe("$.repeatedInt32[1]");
      expect(jsonError(() => toJsonString(M, { ...empty, repeatedUint32: [1, -1] })).path).toBe("$.repeatedUint32[1]");
    });
  });

  test("bytes are read and written in base64, whatever their length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), (bytes) => {
        const base64 = btoa(String.fromCharCode(...bytes));
        expect(toJsonString(M, { ...empty, optionalBytes: bytes })).toBe(`{"optionalBytes":"${base64}"}`);
        for (const form of [base64, base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")]) {
          expect(fromJsonString(M, `{"optionalBytes":"${form}"}`)).toEqual({ ...empty, optionalBytes: bytes });
        }
      }),
    );
    for (const text of ["a", "ab=", "a===", "ab!d", "ab\\nd", "éé"]) {
      expect(jsonError(() => fromJsonString(M, `{"optionalBytes":"${text}"}`)).path).toBe("$.optionalBytes");
    }
  });

  test("text that is cut off or changed anywhere is refused as JSON.parse refuses it, with a place", () => {
    const text = JSON.stringify({ p: [1, -2.5, "é\n", true, null], "q r": { s: [1e10, []], u: "x".repeat(80) } });
    for (let at = 0; at < text.length; at++) {
      for (const changed of [
        text.slice(0, at),
        ...[...'{[]}:,"\\0-.e t\u0000é'].map((by) => text.slice(0, at) + by + text.slice(at + 1)),
      ]) {
        const parsed = parse(changed);
        if (parsed === undefined) expect(jsonError(() => fromJsonString(Value, changed)).path).toMatch(/^\$/);
        else expect(fromJsonString(Value, changed)).toEqual(parsed);
      }
    }
  });

  test("spaces between all words change nothing", () => {
    const text =
      '{"optionalInt32":1,"repeatedInt32":[1,2,3],"repeatedDouble":[1.5,2],"mapStringString":{"a":"b"},"optionalBool":true}';
    const spaced = text.replaceAll(/[{}[\]:,]/g, " \t$&\r\n");
    expect(fromJsonString(M, spaced)).toEqual(fromJsonString(M, text));
    const fields = Object.entries(JSON.parse(text) as object).reverse();
    expect(fromJsonString(M, JSON.stringify(Object.fromEntries(fields)))).toEqual(fromJsonString(M, text));
  });

  test("a getter that writes JSON while JSON is written changes nothing", () => {
    const inner = { ...empty, optionalString: "inner" };
    const texts: string[] = [];
    const message = {
      ...empty,
      get optionalString() {
        texts.push(toJsonString(M, inner), fromJsonString(M, '{"optionalString":"read"}').optionalString);
        return "outer";
      },
    };
    expect(toJsonString(M, { ...empty, recursiveMessage: message, optionalInt32: 1 })).toBe(
      '{"optionalInt32":1,"recursiveMessage":{"optionalString":"outer"}}',
    );
    expect(new Set(texts)).toEqual(new Set(['{"optionalString":"inner"}', "read"]));
  });

  test("messages of any size are written and read: what was there before leaves no trace", () => {
    for (const count of [1, 10_000, 3, 100_000, 2]) {
      const message = { ...empty, repeatedString: Array.from({ length: count }, (_, i) => `string ${i}`) };
      const text = JSON.stringify({ repeatedString: message.repeatedString });
      expect(toJsonString(M, message)).toBe(text);
      expect(fromJsonString(M, text)).toEqual(message);
      expect(jsonError(() => fromJsonString(M, text.slice(0, -2))).problem).toContain("the end of the text");
    }
  });

  test("prettySpaces means what it means to JSON.stringify", () => {
    const message = { ...empty, optionalString: "a", repeatedInt32: [1, 2] };
    const json = { optionalString: "a", repeatedInt32: [1, 2] };
    for (const spaces of [-1, 0, 1, 2.9, 10, 11, 1e9, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(toJsonString(M, message, { prettySpaces: spaces })).toBe(JSON.stringify(json, null, spaces));
    }
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
