import { isDeepStrictEqual } from "node:util";
import { toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  applyFieldMask,
  checkFieldMask,
  clone,
  diffFieldMask,
  equals,
  intersectFieldMasks,
  mergeFieldMask,
  normalizeFieldMask,
  uniteFieldMasks,
} from "farcall";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnyMessageType } from "../../src/runtime/message/message-type.js";
import { cases, registry } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";
import { type Draw, drawMessage } from "../golden/random-message.js";
import { messageTypes } from "../golden/round-trip.js";

const REPLACE = { replaceMessages: true, replaceRepeated: true };
const filled = cases.filter((golden) => golden.name !== "empty");

/** A message of a type without unknown fields, which masks do not know. */
function drawn(draw: Draw, type: AnyMessageType, desc: Parameters<typeof drawMessage>[1]): object {
  return type.decode(toBinary(desc, drawMessage(draw, desc)), { unknownFields: "drop" });
}

test.each(filled)("the difference of two messages, merged into the one, gives the other, on $name", async (golden) => {
  for (const file of golden.files) {
    const types = messageTypes(await importGolden(golden.name, file, "ts"));
    for (const desc of nestedTypes(registry.getFile(file)!)) {
      if (desc.kind !== "message") continue;
      const type = types.get(desc.typeName)!;
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const a = drawn(draw, type, desc);
          const b = draw(fc.boolean) ? drawn(draw, type, desc) : changed(draw, type, a, drawn(draw, type, desc));
          const mask = diffFieldMask(type, a, b);
          checkFieldMask(type, mask);
          expect(normalizeFieldMask(mask)).toEqual(mask);
          expect(mask.paths.length === 0).toBe(equals(type, a, b));
          const into = clone(type, a);
          mergeFieldMask(type, mask, into, b, REPLACE);
          expect(equals(type, into, b)).toBe(true);
          // Byte by byte the two may differ in the order of the entries of a map.
          expect(isDeepStrictEqual(type.decode(type.encode(into)), type.decode(type.encode(b)))).toBe(true);
        }),
        { numRuns: 15, endOnFailure: true },
      );
    }
  }
});

/** `a` with some of the fields in which `b` differs from it. */
function changed(draw: Draw, type: AnyMessageType, a: object, b: object): object {
  const { paths } = diffFieldMask(type, a, b);
  const some = clone(type, a);
  mergeFieldMask(type, { paths: paths.filter(() => draw(fc.boolean)) }, some, b, REPLACE);
  return some;
}

test.each(filled)("what a mask covers is all that a merge with it looks at, on $name", async (golden) => {
  for (const file of golden.files) {
    const types = messageTypes(await importGolden(golden.name, file, "ts"));
    for (const desc of nestedTypes(registry.getFile(file)!)) {
      if (desc.kind !== "message") continue;
      const type = types.get(desc.typeName)!;
      fc.assert(
        fc.property(fc.gen(), fc.boolean(), fc.boolean(), (draw, replaceMessages, replaceRepeated) => {
          const [a, b] = [drawn(draw, type, desc), drawn(draw, type, desc)];
          const mask = { paths: diffFieldMask(type, a, b).paths.filter(() => draw(fc.boolean)) };
          const projected = applyFieldMask(type, mask, b);
          expect(equals(type, applyFieldMask(type, mask, projected), projected)).toBe(true);
          const [one, other] = [clone(type, a), clone(type, a)];
          mergeFieldMask(type, mask, one, b, { replaceMessages, replaceRepeated });
          mergeFieldMask(type, mask, other, projected, { replaceMessages, replaceRepeated });
          expect(equals(type, one, other)).toBe(true);
        }),
        { numRuns: 10, endOnFailure: true },
      );
    }
  }
});

describe("of masks", () => {
  const names = fc.constantFrom("a", "b", "ab", "__proto__");
  const masks = fc
    .array(
      fc.array(names, { minLength: 1, maxLength: 4 }).map((path) => path.join(".")),
      { maxLength: 8 },
    )
    .map((paths) => ({ paths }));
  /** Whether a mask covers a path. */
  const covers = ({ paths }: { paths: string[] }, path: string) =>
    paths.some((other) => path === other || path.startsWith(`${other}.`));
  const paths = fc.array(names, { minLength: 1, maxLength: 5 }).map((path) => path.join("."));

  test("normalizing changes nothing of what a mask covers, and nothing when it is done again", () => {
    fc.assert(
      fc.property(masks, paths, (mask, path) => {
        const normal = normalizeFieldMask(mask);
        expect(covers(normal, path)).toBe(covers(mask, path));
        expect(normalizeFieldMask(normal)).toEqual(normal);
        expect(
          normal.paths.filter((one) => covers({ paths: normal.paths.filter((other) => other !== one) }, one)),
        ).toEqual([]);
      }),
    );
  });

  test("the union covers what either covers, the intersection what both do", () => {
    fc.assert(
      fc.property(masks, masks, paths, (a, b, path) => {
        expect(covers(uniteFieldMasks(a, b), path)).toBe(covers(a, path) || covers(b, path));
        expect(covers(intersectFieldMasks(a, b), path)).toBe(covers(a, path) && covers(b, path));
      }),
    );
  });

  test("both are commutative, associative, idempotent and absorb each other", () => {
    fc.assert(
      fc.property(masks, masks, masks, (a, b, c) => {
        for (const join of [uniteFieldMasks, intersectFieldMasks]) {
          expect(join(a, b)).toEqual(join(b, a));
          expect(join(join(a, b), c)).toEqual(join(a, join(b, c)));
          expect(join(a, a)).toEqual(normalizeFieldMask(a));
        }
        expect(uniteFieldMasks(a, intersectFieldMasks(a, b))).toEqual(normalizeFieldMask(a));
        expect(intersectFieldMasks(a, uniteFieldMasks(a, b))).toEqual(normalizeFieldMask(a));
      }),
    );
  });
});
