import { isDeepStrictEqual } from "node:util";
import { toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { clone, DecodeError, equals, merge } from "farcall";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cases, registry } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";
import { drawMessage } from "../golden/random-message.js";
import { messageTypes } from "../golden/round-trip.js";
import { inTypeScript } from "../golden/variants.js";

const filled = cases.filter((golden) => golden.name !== "empty");

test.each(inTypeScript(filled))(
  "clone and merge agree with the binary form on $name/$form",
  async ({ name, files, form }) => {
    for (const file of files) {
      const types = messageTypes(await importGolden(name, file, form));
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

            const from = type.decode(b);
            const both = unlessRefused(() => type.decode(Buffer.concat([a, b])));
            if (both === undefined) {
              // A Duration of whole seconds behind one of the other sign leaves it with the nanos of the first.
              expect(() => merge(type, into, from)).toThrow(DecodeError);
              return;
            }
            merge(type, into, from);
            expect(isDeepStrictEqual(into, both)).toBe(true);
            expect(equals(type, into, both)).toBe(true);
          }),
          { numRuns: 15, endOnFailure: true },
        );
      }
    }
  },
);

/** What `decode` returns; undefined where it refuses its input. */
function unlessRefused(decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** The paths at which two values hold one and the same object. Those that cannot be changed do not count. */
function shared(a: unknown, b: unknown, path = "$"): string[] {
  if (typeof a !== "object" || a === null || (a instanceof Uint8Array && a.length === 0)) return [];
  if (a instanceof Temporal.Instant || a instanceof Temporal.Duration) return [];
  if (a === b) return [path];
  const other = b as { [key: string]: unknown };
  if (a instanceof Map) {
    return [...a].flatMap(([key, value]) => shared(value, (b as typeof a).get(key), `${path}[${String(key)}]`));
  }
  return Object.entries(a).flatMap(([key, value]) => shared(value, other[key], `${path}.${key}`));
}
