import { fromJsonString } from "farcall";
import { Struct, Value } from "farcall/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonError } from "./refusal.js";

test("reads what JSON.parse reads, as it does", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "binary" }), fc.constantFrom(0, 1, "\t", "\r\n "), (json, space) => {
      const text = JSON.stringify(JSON.parse(json), null, space);
      expect(fromJsonString(Value, text)).toEqual(JSON.parse(text));
    }),
  );
});

test("refuses what JSON.parse refuses, with a place", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    ".",
    "e",
    "0",
    "true",
    "nul",
    "\\",
    " ",
    "\n",
    "\u0001",
    "\ufeff",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      if (isJson(text)) fromJsonString(Value, text);
      else expect(jsonError(() => fromJsonString(Value, text)).path).toMatch(/^\$/);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["", "$", "the end of the text"],
  ['{"a":[1,{"b":tru}]}', "$.a[1].b", '"t"'],
  ['{"a":1,}', "$", '"}"'],
  ['{"a" 1}', "$", '"1"'],
  ["[1,2", "$[1]", "the end of the text"],
  ["[1 2]", "$[0]", '"2"'],
  ["[012]", "$[0]", '"0"'],
  ["'a'", "$", '"\'"'],
  ['"a\nb"', "$", '"\\""'],
  ['"\\x"', "$", '"\\""'],
  ['"abc\\', "$", '"\\""'],
  ["1 // one", "$", '"/"'],
])("%j is refused at %s", (text, path, got) => {
  const error = jsonError(() => fromJsonString(Value, text));
  expect(error.path).toBe(path);
  expect(error.problem).toContain(`got ${got} (at character `);
});

test("keys are compared as they read, not as they are written", () => {
  expect(jsonError(() => fromJsonString(Struct, '{"a":1,"\\u0061":2}')).path).toBe("$.a");
});

test("long strings and numbers take linear time and no stack", () => {
  const text = "x".repeat(5_000_000);
  expect(fromJsonString(Value, `"${text}\\n"`)).toBe(`${text}\n`);
  expect(fromJsonString(Value, `0.${"0".repeat(1_000_000)}1e1000001`)).toBe(1);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
