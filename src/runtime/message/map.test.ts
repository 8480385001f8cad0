import { expect, test } from "vitest";
import { setNumberEntries } from "./map.js";

test.each([
  ["dense", [0, 1, 2, 3]],
  ["far apart", [0, 101, 202, 303, 4949]],
  ["in falling order", [70_000, 5000, 17, 0]],
  ["negative", [-1, -2147483648, 5]],
  ["as large as they get", [4294967295, 4294967294, 1]],
  ["none", []],
])("entries whose keys are %s are all there", (_, keys) => {
  const map = {};
  setNumberEntries(
    map,
    keys,
    keys.map((key) => `value of ${key}`),
  );
  expect(map).toEqual(Object.fromEntries(keys.map((key) => [key, `value of ${key}`])));
});

test("the last value of a key stays, also that of the largest key", () => {
  const map = { 9000: "before" };
  setNumberEntries(map, [9000, 1, 9000, 1], ["a", "b", "c", "d"]);
  expect(map).toEqual({ 1: "d", 9000: "c" });
});
