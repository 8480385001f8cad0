import { type DescField, type DescMessage, type DescOneof, EXPLICIT } from "../schema/descriptor.js";
import type { Options } from "../schema/options.js";
import { LEN, Reader, VARINT } from "../schema/wire.js";

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
  const { options } = desc.proto;
  if (desc.kind === "oneof") return options.message(VALIDATE).number(ONEOF_REQUIRED) === 1;
  // A member of a oneof is one choice of several: which one is there is not for the type of a property to say.
  if (desc.oneof !== undefined) return false;
  if (options.has(FIELD_BEHAVIOR) && behaviors(options).includes(REQUIRED)) return true;
  if (!options.has(VALIDATE)) return false;
  const validation = options.message(VALIDATE);
  return validation.number(FIELD_REQUIRED) === 1 && validation.number(FIELD_IGNORE) !== IGNORE_ALWAYS;
}

const demanding = new WeakMap<DescMessage, boolean>();

/** Whether an init asks for what a message may lack: a field with explicit presence, or a oneof. */
export function demandsMoreThanMessage(desc: DescMessage): boolean {
  let found = demanding.get(desc);
  if (found === undefined) {
    found = desc.members.some(
      (member) =>
        isDemanded(member) &&
        (member.kind === "oneof" || member.presence === EXPLICIT || member.fieldKind === "message"),
    );
    demanding.set(desc, found);
  }
  return found;
}

/** The values of a list of enums among the options, packed or not. */
function behaviors(options: Options): number[] {
  return options.all(FIELD_BEHAVIOR).flatMap(({ type, value }) => {
    const reader = new Reader(value);
    if (type === VARINT) return [reader.varint()];
    const values: number[] = [];
    while (type === LEN && reader.pos < reader.end) values.push(reader.varint());
    return values;
  });
}
