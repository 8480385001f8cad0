import fc from "fast-check";
import { expect, test } from "vitest";
import type { Http2Stream } from "./stream.js";
import { StreamTable } from "./stream-table.js";

const streamOf = (id: number): Http2Stream => ({ id }) as Http2Stream;

test("knows the streams that a Map would know, whatever comes and goes", () => {
  // Numbers that share places in a small table, and long-lived streams among short-lived ones.
  const id = fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => 2 * n + 1),
    fc.integer({ min: 0, max: 5 }).map((n) => 64 * n + 1),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ id, adds: fc.boolean() }), { maxLength: 200 }), (steps) => {
      const table = new StreamTable();
      const map = new Map<number, Http2Stream>();
      for (const { id, adds } of steps) {
        if (adds && !map.has(id)) {
          const stream = streamOf(id);
          map.set(id, stream);
          table.add(stream);
        } else {
          expect(table.delete(id)).toBe(map.delete(id));
        }
        expect(table.size).toBe(map.size);
      }
      for (let id = 1; id < 400; id += 2) expect(table.get(id)).toBe(map.get(id));
      expect(table.list()).toEqual([...map.values()].sort((a, b) => a.id - b.id));
    }),
  );
});

test("lists streams that may be removed meanwhile, and none after it was cleared", () => {
  const table = new StreamTable();
  for (const id of [5, 1, 3]) table.add(streamOf(id));
  const seen: number[] = [];
  for (const { id } of table.list()) {
    seen.push(id);
    table.delete(id);
  }
  expect(seen).toEqual([1, 3, 5]);
  expect(table.size).toBe(0);
  table.add(streamOf(7));
  table.clear();
  expect(table.get(7)).toBeUndefined();
  expect(table.size).toBe(0);
});
