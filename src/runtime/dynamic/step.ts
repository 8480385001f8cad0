import type { Field } from "../message/field-table.js";
import { keyCodec, type ScalarCodec, scalarCodec } from "./scalar-codec.js";

export const LEN = 2;
export const SGROUP = 3;
export const EGROUP = 4;

/** A field with all that reading and writing it takes. */
export interface Step {
  readonly field: Field;
  readonly property: string;
  readonly isList: boolean;
  readonly wireType: number;
  /** The codec of the value, unless it is a message. */
  readonly scalar: ScalarCodec | undefined;
  readonly key: ScalarCodec | undefined;
}

/** The step of a field. Without `verifyUtf8`, its strings need not be UTF-8. */
export function stepOf(field: Field, verifyUtf8: boolean): Step {
  const { value, cardinality } = field;
  const scalar = value.kind === "message" ? undefined : scalarCodec(value, verifyUtf8);
  return {
    field,
    property: field.oneof ?? field.localName,
    isList: cardinality === "expanded" || cardinality === "packed",
    wireType: value.kind === "message" ? (value.delimited ? SGROUP : LEN) : scalar!.wireType,
    scalar,
    key: field.mapKey === undefined ? undefined : keyCodec(field.mapKey, verifyUtf8),
  };
}
