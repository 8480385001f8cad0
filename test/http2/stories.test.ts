/**
 * Header blocks that other implementations of HPACK have written, and their fields through our own encoder. They are not part of this
 * repository: `HPACK_STORIES=<a clone of github.com/http2jp/hpack-test-case> npx vitest run test/http2/stories.test.ts`.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { HeaderDecoder } from "../../src/runtime/http2/hpack/header-decoder.js";
import { HeaderEncoder } from "../../src/runtime/http2/hpack/header-encoder.js";

interface Story {
  readonly cases: readonly {
    readonly wire: string;
    readonly header_table_size?: number;
    readonly headers: readonly { readonly [name: string]: string }[];
  }[];
}

const root = process.env["HPACK_STORIES"]!;
const NO_LIMITS = { maxListSize: Number.MAX_SAFE_INTEGER, maxFields: Number.MAX_SAFE_INTEGER };

const encoders = readdirSync(root).filter(
  (name) =>
    name !== "raw-data" && name !== "util" && !name.startsWith(".") && statSync(`${root}/${name}`).isDirectory(),
);

const readStories = (encoder: string): Story[] =>
  readdirSync(`${root}/${encoder}`).map((file) => JSON.parse(readFileSync(`${root}/${encoder}/${file}`, "utf8")));

const fieldsOf = (headers: Story["cases"][number]["headers"]): string[] =>
  headers.flatMap((field) => Object.entries(field).flat());

describe.each(encoders)("the stories of %s", (encoder) => {
  const stories = readStories(encoder);

  test("are decoded to the fields that were told", () => {
    expect(stories.length).toBeGreaterThan(0);
    for (const { cases } of stories) {
      const tableSize = Math.max(...cases.map((block) => block.header_table_size ?? 4096));
      const decoder = new HeaderDecoder({ ...NO_LIMITS, tableSize });
      for (const { wire, headers } of cases) {
        const bytes = Buffer.from(wire, "hex");
        expect(decoder.decode(bytes, 0, bytes.length).fields).toEqual(fieldsOf(headers));
      }
    }
  });

  test("survive our own encoder, and become smaller", () => {
    let plain = 0;
    let encoded = 0;
    for (const { cases } of stories) {
      const encoder = new HeaderEncoder();
      const decoder = new HeaderDecoder(NO_LIMITS);
      for (const { headers, header_table_size } of cases) {
        if (header_table_size !== undefined) encoder.setTableSize(header_table_size);
        const fields = fieldsOf(headers);
        const bytes = encoder.encode(fields);
        plain += fields.join("").length;
        encoded += bytes.length;
        expect(decoder.decode(bytes, 0, bytes.length).fields).toEqual(fields);
      }
    }
    expect(encoded).toBeLessThan(0.9 * plain);
  });
});
