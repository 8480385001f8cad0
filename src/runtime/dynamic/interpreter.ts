import type { PlainMessage, PlainOneof } from "../message/field-access.js";
import type { Field } from "../message/field-table.js";
import { isChosen } from "../message/oneof.js";
import { unknownField, withUnknown } from "../message/unknown-fields.js";
import { INVALID, tooDeep, truncated } from "../wire/errors.js";
import { at, readTag } from "../wire/reader.js";
import { begin, writeRaw } from "../wire/writer.js";
import { completed, completedOneof, emptyField } from "./complete-field.js";
import { readField } from "./read-field.js";
import { type Step, stepOf } from "./step.js";
import { writeField, writeValue } from "./write-field.js";

/** A property: a field, or a oneof with its members by their cases. */
interface Member {
  readonly property: string;
  readonly oneof: ReadonlyMap<string, Step> | undefined;
  readonly steps: readonly Step[];
}

/**
 * The codec of a message type that no code was generated for: it does what generated code does, looking at the fields one by
 * one. Messages have the same shape, and bytes the same order.
 */
export class Interpreter {
  readonly #steps = new Map<number, Step>();
  readonly #members: readonly Member[];
  readonly #writeOrder: readonly Member[];

  /** @param unverified the numbers of the fields whose strings need not be UTF-8. */
  constructor(fields: readonly Field[], unverified: ReadonlySet<number>) {
    const members = new Map<string, Step[]>();
    for (const field of fields) {
      const step = stepOf(field, !unverified.has(field.number));
      this.#steps.set(field.number, step);
      members.set(step.property, [...(members.get(step.property) ?? []), step]);
    }
    this.#members = [...members].map(([property, steps]) => ({
      property,
      steps,
      oneof: steps[0]!.field.oneof === undefined ? undefined : new Map(steps.map((s) => [s.field.localName, s])),
    }));
    const first = ({ steps }: Member): number => Math.min(...steps.map(({ field }) => field.number));
    this.#writeOrder = [...this.#members].sort((a, b) => first(a) - first(b));
  }

  create(init: PlainMessage = {}): PlainMessage {
    const message: PlainMessage = {};
    for (const { property, oneof, steps } of this.#members) {
      const value = init[property];
      message[property] = oneof === undefined ? completed(steps[0]!.field, value) : completedOneof(oneof, value);
    }
    return withUnknown(init, message);
  }

  read(b: Uint8Array, p: number, end: number, m: PlainMessage = this.#empty(), d = 100): PlainMessage {
    if (d < 0) throw tooDeep(p);
    while (p < end) {
      const start = p;
      const tag = readTag(b, p, end);
      p = at.next;
      const step = this.#steps.get(tag >>> 3);
      if (step === undefined || !readField(step, m, b, start, p, tag & 7, end, d)) {
        p = unknownField(m, b, start, tag, end, d);
      } else {
        p = at.next;
      }
    }
    if (p !== end) throw truncated(p);
    return m;
  }

  write(b: Uint8Array, p: number, m: PlainMessage, d = 100): number {
    if (d < 0) throw INVALID;
    begin(b, p, m);
    for (const { property, oneof, steps } of this.#writeOrder) {
      const x = m[property];
      if (oneof === undefined) {
        p = writeField(steps[0]!, b, p, x, d);
      } else if (x !== undefined && isChosen(x as PlainOneof)) {
        const step = oneof.get((x as PlainOneof).case!);
        if (step === undefined) throw INVALID;
        p = writeValue(step, step.field.number, b, p, (x as PlainOneof).value, d);
      }
    }
    return m.$unknown === undefined ? p : writeRaw(b, p, m.$unknown);
  }

  #empty(): PlainMessage {
    const message: PlainMessage = {};
    for (const { property, oneof, steps } of this.#members) {
      message[property] = oneof === undefined ? emptyField(steps[0]!.field) : { case: undefined, value: undefined };
    }
    return message;
  }
}
