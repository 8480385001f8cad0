import { checkRequired } from "../message/check-required.js";
import type { PlainMessage } from "../message/field-access.js";
import { FieldTable } from "../message/field-table.js";
import { messageType } from "../message/message-codec.js";
import type { AnyMessageType } from "../message/message-type.js";
import { zeroOf } from "../message/scalar.js";
import { defaultValue } from "./default-value.js";
import { Interpreter } from "./interpreter.js";
import type { MessagePlan } from "./message-plan.js";
import { setMemory } from "./read-field.js";

/** A message type that looks at its fields one by one. `references` gives the types that the plan names, at first use. */
export function dynamicMessageType(
  typeName: string,
  plan: MessagePlan,
  references: () => readonly unknown[],
  required: boolean,
): AnyMessageType {
  const table = new FieldTable(plan.table, references);
  let interpreter: Interpreter | undefined;
  const codec = (): Interpreter => (interpreter ??= new Interpreter(table.all, plan.unverified));
  const type: AnyMessageType = messageType<PlainMessage, PlainMessage>(typeName, {
    create: (init) => codec().create(init),
    read: (b, p, end, into, depth) => codec().read(b, p, end, into, depth),
    write: (b, p, message, depth) => codec().write(b, p, message, depth),
    fields: plan.table,
    references,
    get defaults() {
      return explicitDefaults(plan, table);
    },
    required: required ? checkRequired : undefined,
  });
  setMemory(type, plan.localNames.size);
  return type;
}

/** The defaults of the scalar and enum fields with explicit presence. Asked for when all types are known. */
function explicitDefaults(plan: MessagePlan, table: FieldTable): { readonly [localName: string]: unknown } {
  const defaults: { [localName: string]: unknown } = {};
  for (const { number, localName, cardinality, oneof, value } of table.all) {
    if ((cardinality !== "explicit" && cardinality !== "required") || oneof !== undefined) continue;
    if (value.kind === "message") continue;
    const declared = plan.defaults.get(number);
    defaults[localName] = (declared === undefined ? undefined : defaultValue(declared, value)) ?? zeroOf(value);
  }
  return defaults;
}
