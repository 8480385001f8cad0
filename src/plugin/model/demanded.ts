import type { DescField, DescMessage, DescOneof, UnknownField } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

// Both annotations are read by number from the bytes of the options, so that a schema may have them without our knowing their .proto
// files. The numbers are registered in protobuf's options.md, so nobody else has them.

/** `google.api.field_behavior`, a list of enum values. Source: google/api/field_behavior.proto, AIP-203. */
const FIELD_BEHAVIOR = 1052;
const REQUIRED = 2;

/** `buf.validate.field` and `buf.validate.oneof`, messages. Source: buf/validate/validate.proto. */
const VALIDATE = 1159;
const FIELD_REQUIRED = 25;
const FIELD_IGNORE = 27;
const IGNORE_ALWAYS = 3;
const ONEOF_REQUIRED = 1;

/**
 * Whether the schema's author asks for the field or oneof to be given: `(google.api.field_behavior) = REQUIRED`,
 * `(buf.validate.field).required = true`, `(buf.validate.oneof).required = true`. Nothing on the wire guarantees it.
 */
export function isDemanded(desc: DescField | DescOneof): boolean {
  if (desc.kind === "oneof") return rules(desc).get(ONEOF_REQUIRED) === 1;
  // A member of a oneof is one choice of several: which one is there is not for the type of a property to say.
  if (desc.oneof !== undefined) return false;
  if (behaviors(desc).includes(REQUIRED)) return true;
  const validation = rules(desc);
  return validation.get(FIELD_REQUIRED) === 1 && validation.get(FIELD_IGNORE) !== IGNORE_ALWAYS;
}

/** Whether an init asks for what a message may lack: a field with explicit presence, or a oneof. */
export function demandsMoreThanMessage(desc: DescMessage): boolean {
  return desc.members.some(
    (member) =>
      isDemanded(member) && (member.kind === "oneof" || member.presence === EXPLICIT || member.fieldKind === "message"),
  );
}

// FeatureSet.FieldPresence of descriptor.proto.
const EXPLICIT = 1;

/** The values of a list of enums among the options, packed or not. */
function behaviors(desc: DescField): number[] {
  return extensionsOf(desc, FIELD_BEHAVIOR).flatMap(({ wireType, data }) => {
    const reader = new BinaryReader(data);
    if (wireType === WireType.Varint) return [reader.int32()];
    if (wireType !== WireType.LengthDelimited) return [];
    const packed = new BinaryReader(reader.bytes());
    const values: number[] = [];
    while (packed.pos < packed.len) values.push(packed.int32());
    return values;
  });
}

/** The fields of wire type VARINT in a message among the options, by number; a later one takes the place of an earlier one. */
function rules(desc: DescField | DescOneof): Map<number, number> {
  const found = new Map<number, number>();
  for (const { wireType, data } of extensionsOf(desc, VALIDATE)) {
    if (wireType !== WireType.LengthDelimited) continue;
    const reader = new BinaryReader(new BinaryReader(data).bytes());
    while (reader.pos < reader.len) {
      const [number, type] = reader.tag();
      if (type === WireType.Varint) found.set(number, reader.int32());
      else reader.skip(type, number);
    }
  }
  return found;
}

function extensionsOf(desc: DescField | DescOneof, number: number): readonly UnknownField[] {
  return desc.proto.options?.$unknown?.filter(({ no }) => no === number) ?? [];
}
