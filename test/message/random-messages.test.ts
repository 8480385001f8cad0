import { isDeepStrictEqual } from "node:util";
import { toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { clone, equals, merge } from "farcall";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cases, registry } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";
import { drawMessage } from "../golden/random-message.js";
import { messageTypes } from "../golden/round-trip.js";

const filled = cases.filter((golden) => golden.name !== "empty");

test.each(filled)("clone and merge agree with the binary form on $name", async ({ name, files }) => {
  for (const file of files) {
    const types = messageTypes(await importGolden(name, file, "ts"));
    for (const desc of nestedTypes(registry.getFile(file)!)) {
      if (desc.kind !== "message") continue;
      const type = types.get(desc.typeName)!;
      fc.assert(
        fc.property(fc.gen(), (draw) => {
          const a = toBinary(desc, drawMessage(draw, desc));
          const b = toBinary(desc, drawMessage(draw, desc));
          const into = type.decode(a);

          const copy = clone(type, into);
          expect(isDeepStrictEqual(copy, into)).toBe(true);
          expect(equals(type, copy, into)).toBe(true);
          expect(shared(copy, into)).toEqual([]);

          merge(type, into, type.decode(b));
          const both = type.decode(Buffer.concat([a, b]));
          expect(isDeepStrictEqual(into, both)).toBe(true);
          expect(equals(type, into, both)).toBe(true);
        }),
        { numRuns: 15, endOnFailure: true },
      );
    }
  }
});

/** The paths at which two values hold one and the same object. Those that cannot be changed do not count. */
function shared(a: unknown, b: unknown, path = "$"): string[] {
  if (typeof a !== "object" || a === null || (a instanceof Uint8Array && a.length === 0)) return [];
  if (a instanceof Temporal.Instant || a instanceof Temporal.Duration) return [];
  if (a === b) return [path];
  const other = b as { [key: string]: unknown };
  return Object.entries(a).flatMap(([key, value]) => shared(value, other[key], `${path}.${key}`));
}
