import { create, fromBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FieldOptions,
  FieldOptionsSchema,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { image } from "../golden/image.js";
import { generate, requestFor, runPlugin } from "../golden/run-plugin.js";

const TIMESTAMP = ".google.protobuf.Timestamp";
const DURATION = ".google.protobuf.Duration";

/** `(farcall.field)` with the given content. */
function option(...content: readonly number[]): FieldOptions {
  const writer = new BinaryWriter().tag(90614, WireType.LengthDelimited).bytes(Uint8Array.of(...content));
  return fromBinary(FieldOptionsSchema, writer.finish());
}

const time = (choice: number) => option(0x08, choice);

/** A request for a message with one field of a type, or an int32, and options. */
function request(typeName: string | undefined, options: FieldOptions, parameter = "") {
  const { MESSAGE, INT32 } = FieldDescriptorProto_Type;
  const file = create(FileDescriptorProtoSchema, {
    name: "shop.proto",
    package: "shop",
    syntax: "proto3",
    dependency: ["google/protobuf/duration.proto", "google/protobuf/timestamp.proto"],
    messageType: [
      {
        name: "Order",
        field: [
          {
            name: "created",
            number: 1,
            label: FieldDescriptorProto_Label.OPTIONAL,
            type: typeName === undefined ? INT32 : MESSAGE,
            ...(typeName === undefined ? {} : { typeName }),
            options,
          },
        ],
      },
    ],
  });
  return requestFor(["shop.proto"], `target=ts,${parameter}`, [...image.file, file]);
}

function typeOf(...args: Parameters<typeof request>): string | undefined {
  return /created\?: ([\w.]+) \| undefined;/.exec(generate(request(...args)).get("shop_pb.ts")!)?.[1];
}

describe("(farcall.field).time", () => {
  test.each([
    [TIMESTAMP, 0, "timestamp=date", "Date"],
    [TIMESTAMP, 1, "timestamp=date", "Timestamp"],
    [TIMESTAMP, 2, "timestamp=temporal", "Date"],
    [TIMESTAMP, 3, "timestamp=message", "Temporal.Instant"],
    [DURATION, 0, "duration=temporal", "Temporal.Duration"],
    [DURATION, 1, "duration=temporal", "Duration"],
    [DURATION, 3, "duration=message", "Temporal.Duration"],
  ])("of a field of type %s, with the value %i and the option %s, makes a %s", (type, choice, parameter, expected) => {
    expect(typeOf(type, time(choice), parameter)).toBe(expected);
  });

  test("is the last one that is given, among options that later versions may have", () => {
    expect(typeOf(TIMESTAMP, option(0x08, 3, 0x12, 1, 7, 0x08, 2))).toBe("Date");
    expect(typeOf(TIMESTAMP, option(0x12, 1, 7), "timestamp=temporal")).toBe("Temporal.Instant");
  });

  test.each([
    [undefined, 2, "is for fields of type google.protobuf.Timestamp or google.protobuf.Duration: remove it"],
    [
      ".google.protobuf.Empty",
      1,
      "is for fields of type google.protobuf.Timestamp or google.protobuf.Duration: remove it",
    ],
    [DURATION, 2, "is DATE, which no Duration can be: use MESSAGE or TEMPORAL"],
    [TIMESTAMP, 4, "is 4, which this version of the plugin does not know: update farcall"],
  ])("of a field of type %s with the value %i is refused", (type, choice, problem) => {
    const message = `shop.proto: field shop.Order.created: the option (farcall.field).time ${problem}`;
    const made = request(type, time(choice));
    if (type === ".google.protobuf.Empty") {
      made.protoFile.at(-1)!.dependency.push("google/protobuf/empty.proto");
      made.protoFile.unshift(image.file.find(({ name }) => name === "google/protobuf/empty.proto")!);
    }
    expect(runPlugin(made).error).toBe(message);
  });

  test("is an error where another option has its number", () => {
    expect(runPlugin(request(TIMESTAMP, option(0xff))).error).toContain(
      "shop.proto: field shop.Order.created: the option 90614 is not (farcall.field)",
    );
  });
});
