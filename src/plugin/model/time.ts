import { PluginError } from "../plugin-error.js";
import { type DescExtension, type DescField, type DescMessage, describe } from "../schema/descriptor.js";
import { Options } from "../schema/options.js";
import { LEN } from "../schema/wire.js";
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
  for (const { type, value } of field.proto.options.all(FIELD)) number = timeIn(field, type, value) ?? number;
  if (number in CHOICES) return CHOICES[number];
  throw wrong(field, `is ${number}, which this version of the plugin does not know: update farcall`);
}

/** The last value of the field `time` of a farcall.FieldOptions, if any. */
function timeIn(field: DescField | DescExtension, type: number, value: Buffer): number | undefined {
  try {
    if (type !== LEN) throw new Error(`it has wire type ${type}`);
    return new Options(value).number(TIME);
  } catch (error) {
    throw problem(field, `the option ${FIELD} is not (farcall.field): give the other option another number (${error})`);
  }
}

function wrong(field: DescField | DescExtension, what: string): PluginError {
  return problem(field, `the option (farcall.field).time ${what}`);
}

function problem(field: DescField | DescExtension, text: string): PluginError {
  const { proto } = field.kind === "extension" ? field.file : field.parent.file;
  return new PluginError(`${proto.name}: ${describe(field)}: ${text}`);
}
