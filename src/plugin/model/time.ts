import type { DescExtension, DescField, DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { PluginError } from "../plugin-error.js";
import type { ModelOptions } from "./value.js";

/** What a Timestamp (`Date`, `Temporal.Instant`) or a Duration (`Temporal.Duration`) may be instead of a message. */
export type TimeType = "date" | "instant" | "duration";

type Choice = ModelOptions["timestamp"];

const TIMESTAMP = { message: undefined, date: "date", temporal: "instant" } as const;
const DURATION = { message: undefined, temporal: "duration" } as const;

/** What the messages of a type are by the options of the plugin. */
export function timeType({ typeName }: DescMessage, options: ModelOptions): TimeType | undefined {
  if (typeName === "google.protobuf.Timestamp") return TIMESTAMP[options.timestamp];
  return typeName === "google.protobuf.Duration" ? DURATION[options.duration] : undefined;
}

/**
 * What a field holds by its own option `(farcall.field).time`, else by those of the plugin. Throws {@link PluginError} for an option
 * that says nothing of such a field.
 */
export function timeTypeOfField(field: DescField | DescExtension, options: ModelOptions): TimeType | undefined {
  const choice = choiceOf(field);
  const { message } = field;
  if (choice === undefined) return message === undefined ? undefined : timeType(message, options);
  if (message?.typeName === "google.protobuf.Timestamp") return TIMESTAMP[choice];
  if (message?.typeName !== "google.protobuf.Duration") {
    throw wrong(field, "is for fields of type google.protobuf.Timestamp or google.protobuf.Duration: remove it");
  }
  if (choice === "date") throw wrong(field, "is DATE, which no Duration can be: use MESSAGE or TEMPORAL");
  return DURATION[choice];
}

// Numbers of proto/farcall/options.proto.
const FIELD = 90614;
const TIME = 1;
const CHOICES: readonly (Choice | undefined)[] = [undefined, "message", "date", "temporal"];

/** The value of `(farcall.field).time`. The option is read as the raw field that it is for whoever does not know its type. */
function choiceOf(field: DescField | DescExtension): Choice | undefined {
  let number = 0;
  for (const { no, wireType, data } of field.proto.options?.$unknown ?? []) {
    if (no === FIELD) number = timeIn(field, wireType, data) ?? number;
  }
  if (number in CHOICES) return CHOICES[number];
  throw wrong(field, `is ${number}, which this version of the plugin does not know: update farcall`);
}

/** The last value of the field `time` of a farcall.FieldOptions, which stands behind its length. */
function timeIn(field: DescField | DescExtension, wireType: WireType, data: Uint8Array): number | undefined {
  let time: number | undefined;
  try {
    if (wireType !== WireType.LengthDelimited) throw new Error(`it has wire type ${wireType}`);
    const reader = new BinaryReader(new BinaryReader(data).bytes());
    while (reader.pos < reader.len) {
      const [number, type] = reader.tag();
      if (number === TIME && type === WireType.Varint) time = reader.int32();
      else reader.skip(type, number);
    }
  } catch (error) {
    throw problem(field, `the option ${FIELD} is not (farcall.field): give the other option another number (${error})`);
  }
  return time;
}

function wrong(field: DescField | DescExtension, what: string): PluginError {
  return problem(field, `the option (farcall.field).time ${what}`);
}

function problem(field: DescField | DescExtension, text: string): PluginError {
  const { proto } = field.kind === "extension" ? field.file : field.parent.file;
  return new PluginError(`${proto.name}: ${field.toString()}: ${text}`);
}
