import { create, type DescMessage, type Message } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import {
  type Any,
  anyPack,
  type Duration,
  type FieldMask,
  StringValueSchema,
  type Timestamp,
} from "@bufbuild/protobuf/wkt";

/** Turns what JSON cannot express in a random message into something that it can: times in range, paths that are names. */
export function makeExpressible(desc: DescMessage, message: Message): void {
  const repair = REPAIRS[desc.typeName];
  if (repair !== undefined) repair(message);
  else visitMessages(reflect(desc, message), (inner) => makeExpressible(inner.desc, inner.message));
}

// biome-ignore lint/suspicious/noExplicitAny: each row is of the type that its name says.
const REPAIRS: { readonly [typeName: string]: (message: any) => void } = {
  "google.protobuf.Timestamp": (time: Timestamp) => {
    time.seconds = time.seconds % 62_135_596_800n;
    time.nanos = Math.abs(time.nanos) % 1_000_000_000;
  },
  "google.protobuf.Duration": (span: Duration) => {
    span.seconds %= 315_576_000_001n;
    const nanos = Math.abs(span.nanos) % 1_000_000_000;
    span.nanos = span.seconds < 0n && nanos > 0 ? -nanos : nanos;
  },
  "google.protobuf.FieldMask": (mask: FieldMask) => {
    mask.paths = mask.paths.map((path, i) => (i % 2 === 0 ? "user.display_name" : `path${path.length}`));
  },
  "google.protobuf.Struct": () => undefined,
  "google.protobuf.Value": () => undefined,
  "google.protobuf.ListValue": () => undefined,
  "google.protobuf.Any": (any: Any) => {
    anyPack(StringValueSchema, create(StringValueSchema, { value: any.typeUrl }), any);
  },
};

function visitMessages(message: ReflectMessage, visit: (inner: ReflectMessage) => void): void {
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    // Whatever its number is, JSON has one NullValue.
    if (field.enum?.typeName === "google.protobuf.NullValue") message.clear(field);
    else if (field.fieldKind === "message") {
      const inner = message.get(field);
      visit(inner);
      message.set(field, inner);
    } else if (field.fieldKind === "list" && field.listKind === "message") {
      for (const inner of message.get(field)) visit(inner as ReflectMessage);
    } else if (field.fieldKind === "map" && field.mapKind === "message") {
      for (const [, inner] of message.get(field)) visit(inner as ReflectMessage);
    }
  }
}
