import {
  create,
  type DescEnum,
  type DescField,
  type DescMessage,
  fromJson,
  type JsonValue,
  type Message,
  type Registry,
  ScalarType,
  setExtension,
} from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";

/** Well-known types, with values that all of their forms hold: a Date ends at milliseconds. */
const wellKnown: { readonly [typeName: string]: JsonValue } = {
  "google.protobuf.Any": { "@type": "type.googleapis.com/testdata.every_kind.Part", serialNumber: "p-1" },
  "google.protobuf.Duration": "-90061.500s",
  "google.protobuf.FieldMask": "fooBar,baz",
  "google.protobuf.ListValue": [1, [], "a"],
  "google.protobuf.Struct": { a: [1.5, null, { b: true }], ["__proto__"]: "c" },
  "google.protobuf.Timestamp": "2020-09-13T12:26:40.123Z",
  "google.protobuf.Value": { a: false },
};

/** Values that every option can hold: a 64-bit integer has at most 53 bits. */
const scalars: { readonly [type in ScalarType]: unknown } = {
  [ScalarType.DOUBLE]: -1.5e300,
  [ScalarType.FLOAT]: 0.25,
  [ScalarType.INT64]: -(2n ** 53n - 1n),
  [ScalarType.UINT64]: 2n ** 53n - 1n,
  [ScalarType.INT32]: -7,
  [ScalarType.FIXED64]: 2n ** 32n,
  [ScalarType.FIXED32]: 2 ** 32 - 1,
  [ScalarType.BOOL]: true,
  [ScalarType.STRING]: "ünï ☃",
  [ScalarType.BYTES]: Uint8Array.of(0, 1, 255),
  [ScalarType.UINT32]: 300,
  [ScalarType.SFIXED32]: -1,
  [ScalarType.SFIXED64]: -(2n ** 40n),
  [ScalarType.SINT32]: -(2 ** 31),
  [ScalarType.SINT64]: -1n,
};

/** Messages of a type: with what is required, and for each member of its largest oneof, with every field. */
export function sampleMessages(desc: DescMessage, registry: Registry): Message[] {
  const most = Math.max(1, ...desc.oneofs.map((oneof) => oneof.fields.length));
  const full = Array.from({ length: most }, (_, member) => sample(desc, registry, member, 2).message);
  return [sample(desc, registry, 0, 0).message, ...full];
}

/** A message that holds others to a depth. In each oneof the member of an index is set, or the last one. */
function sample(desc: DescMessage, registry: Registry, member: number, depth: number): ReflectMessage {
  const json = wellKnown[desc.typeName];
  if (json !== undefined) return reflect(desc, fromJson(desc, json, { registry }));
  const message = reflect(desc, create(desc));
  const wanted = (field: DescField): boolean => {
    if (field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED) return true;
    if (field.oneof !== undefined && field !== (field.oneof.fields[member] ?? field.oneof.fields.at(-1))) return false;
    return depth > (field.message === undefined ? 0 : 1);
  };
  const valueFor = (type: ScalarType | DescEnum | DescMessage): unknown => {
    if (typeof type === "number") return scalars[type];
    return type.kind === "enum" ? type.values.at(-1)!.number : sample(type, registry, member, depth - 1);
  };
  for (const field of desc.fields.filter(wanted)) {
    const value = valueFor(field.scalar ?? field.enum ?? field.message!);
    if (field.fieldKind === "list") {
      for (const element of [value, value]) message.get(field).add(element);
    } else if (field.fieldKind === "map") {
      message.get(field).set(scalars[field.mapKey], value);
    } else {
      message.set(field, value);
    }
  }
  for (const extension of registry) {
    if (extension.kind !== "extension" || extension.extendee !== desc || depth === 0) continue;
    const value = valueFor(extension.scalar ?? extension.enum ?? extension.message!);
    const plain = isReflectMessage(value) ? value.message : value;
    setExtension(message.message, extension, extension.fieldKind === "list" ? [plain, plain] : plain);
  }
  return message;
}
