import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { type DescMessage, type Message, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import {
  type AnyMessageType,
  createDynamicRegistry,
  type FileDescriptor,
  JsonError,
  toJsonString,
  toText,
} from "farcall";
import { FileDescriptorSet } from "farcall/wkt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsOf } from "../../src/runtime/message/field-table.js";
import type { AnyExtension } from "../../src/runtime/message/registry.js";
import { Event } from "../golden/cases/time/ts/by-field_pb.js";
import { cases, registry as theirs } from "../golden/image.js";
import { importGolden } from "../golden/import-golden.js";
import { randomMessages } from "../golden/random-message.js";
import { expectRoundTrip, messageTypes } from "../golden/round-trip.js";

const image = FileDescriptorSet.decode(readFileSync(new URL("../golden/image.binpb", import.meta.url)));
const registry = createDynamicRegistry(image);
const files = cases
  .filter(({ name }) => name !== "empty" && name !== "time")
  .flatMap(({ name, files }) => files.map((file) => ({ name, file })));

describe.each(files)("the types that are made of the descriptor of $file", ({ name, file }) => {
  test("read, write and complete messages as the generated ones do", async () => {
    const generated = messageTypes(await importGolden(name, file, "ts"));
    for (const desc of messagesIn(file)) {
      const type = registry.getMessage(desc.typeName)!;
      expect(type.defaults).toEqual(generated.get(desc.typeName)!.defaults);
      fc.assert(
        fc.property(randomMessages(desc), (message) => {
          expectRoundTrip(desc, type, message);
          expectAlike(desc, generated.get(desc.typeName)!, type, message);
        }),
        { numRuns: 10 },
      );
    }
  });

  test("have the fields, values, extensions and methods that the generated ones have", async () => {
    const expected = Object.values(await importGolden(name, file, "ts")).find(isFile)!.types;
    const actual = registry.file(file)!.types;
    expect(actual.map(({ typeName }) => typeName)).toEqual(expected.map(({ typeName }) => typeName));
    for (const [i, type] of actual.entries()) expect(facts(type)).toEqual(facts(expected[i]!));
  });
});

test("times are messages, also where generated code makes something else of them", () => {
  const type = registry.getMessage(Event.typeName)!;
  const bytes = Event.encode({ date: new Date(1500), dates: { a: new Date(0) }, span: undefined });
  expect(type.decode(bytes)).toMatchObject({
    date: { seconds: 1n, nanos: 500_000_000 },
    dates: { a: { seconds: 0n, nanos: 0 } },
    span: undefined,
  });
  expect(type.encode(type.decode(bytes))).toEqual(bytes);
});

function messagesIn(file: string): DescMessage[] {
  return [...nestedTypes(theirs.getFile(file)!)].filter((desc) => desc.kind === "message");
}

function expectAlike(desc: DescMessage, generated: AnyMessageType, dynamic: AnyMessageType, message: Message): void {
  const bytes = toBinary(desc, message);
  const expected = generated.decode(bytes);
  const actual = dynamic.decode(bytes);
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
  if (shapeOf(actual) !== shapeOf(expected)) expect(shapeOf(actual)).toBe(shapeOf(expected));
  expect(Buffer.compare(dynamic.encode(expected), generated.encode(expected))).toBe(0);
  expect(jsonOf(dynamic, actual)).toBe(jsonOf(generated, expected));
  expect(toText(dynamic, actual)).toBe(toText(generated, expected));
  expect(shapeOf(dynamic.create())).toBe(shapeOf(generated.create()));
}

/** The JSON of a message, or what is wrong with it: an Any may hold anything. Two fields may have one name in JSON. */
function jsonOf(type: AnyMessageType, message: unknown): string {
  try {
    return toJsonString(type, message, { useProtoFieldName: true });
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
}

/** The names of the properties, in their order. */
function shapeOf(value: unknown): string {
  return JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}n` : v));
}

/** What can be compared of a type: fields, values, methods. */
function facts(type: object): unknown {
  if ("$holder" in type) {
    const { $holder, ...rest } = type as AnyExtension;
    return { ...rest, fields: facts($holder) };
  }
  if ("values" in type) {
    const { typeName, closed, values } = type as unknown as Record<string, unknown>;
    return { typeName, closed, values };
  }
  if ("methods" in type) {
    return Object.entries(type.methods as Record<string, Record<string, { typeName: string }>>).map(
      ([local, method]) => {
        const { kind, name, localName, path, idempotency, options, input, output } = method;
        return {
          local,
          kind,
          name,
          localName,
          path,
          idempotency,
          options,
          input: input!.typeName,
          output: output!.typeName,
        };
      },
    );
  }
  const { typeName, $required } = type as AnyMessageType;
  const fields = fieldsOf(type as AnyMessageType).all.map(({ value, ...rest }) => ({
    ...rest,
    value: value.kind === "scalar" ? value : { ...value, type: value.type.typeName },
  }));
  return { typeName, $required, fields };
}

function isFile(value: unknown): value is FileDescriptor {
  return typeof value === "object" && value !== null && "declares" in value;
}
