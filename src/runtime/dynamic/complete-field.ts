import type { PlainOneof } from "../message/field-access.js";
import type { Field } from "../message/field-table.js";
import { mapValues } from "../message/map.js";
import { zeroOf } from "../message/scalar.js";
import type { Step } from "./step.js";

/** What a field holds before anything of it is read. */
export function emptyField({ cardinality, value }: Field): unknown {
  switch (cardinality) {
    case "expanded":
    case "packed":
      return [];
    case "map":
      return {};
    case "implicit":
      return zeroOf(value);
    default:
      return undefined;
  }
}

/** What create makes of the value that it is given for a field. */
export function completed(field: Field, value: unknown): unknown {
  const { cardinality } = field;
  const type = field.value.kind === "message" ? field.value.type : undefined;
  switch (cardinality) {
    case "implicit":
      return value ?? zeroOf(field.value);
    case "expanded":
    case "packed": {
      const list = value as readonly unknown[] | undefined;
      return (type === undefined ? list?.slice() : list?.map((v) => type.$create(v))) ?? [];
    }
    case "map": {
      const map = value as { readonly [key: string]: unknown } | undefined;
      return type === undefined ? { ...map } : mapValues(map, (v) => type.$create(v));
    }
    default:
      return value === undefined || type === undefined ? value : type.$create(value);
  }
}

/** The same for a oneof, whose members stand in `oneof` by their cases. */
export function completedOneof(oneof: ReadonlyMap<string, Step>, value: unknown): PlainOneof {
  const chosen = value as PlainOneof | undefined;
  const step = chosen?.case === undefined ? undefined : oneof.get(chosen.case);
  if (chosen?.case === undefined) return { case: undefined, value: undefined };
  const kind = step?.field.value;
  return { case: chosen.case, value: kind?.kind === "message" ? kind.type.$create(chosen.value) : chosen.value };
}
