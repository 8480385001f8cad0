import { type DescMessage, LEGACY_REQUIRED } from "../schema/descriptor.js";

/** What a message leads to by its fields, and by theirs. */
export interface Reach {
  /** Whether it can contain itself, or leads to a message that can. */
  readonly deep: boolean;
  /** Whether it, or a message below it, has required fields. */
  readonly required: boolean;
}

const known = new WeakMap<DescMessage, Reach>();

/** What a message leads to. All that is below it is found on the way, so that a schema is walked once. */
export function reachOf(desc: DescMessage): Reach {
  return known.get(desc) ?? new Walk().visit(desc).reach!;
}

/** A message on the way: where it was found, the earliest message that it leads back to, and what it leads to. */
interface Step {
  readonly index: number;
  low: number;
  deep: boolean;
  required: boolean;
  /** What the circle that it is part of leads to, once that is known. */
  reach: Reach | undefined;
}

/**
 * Tarjan's strongly connected components: those of more than one message, or of one that has itself for a field, are circles, and
 * all that are in one lead to the same. Imports make no circles, so a circle is within a file.
 */
class Walk {
  readonly #steps = new Map<DescMessage, Step>();
  readonly #stack: DescMessage[] = [];

  visit(desc: DescMessage): Step {
    const index = this.#steps.size;
    const step: Step = { index, low: index, deep: false, required: false, reach: undefined };
    this.#steps.set(desc, step);
    const top = this.#stack.push(desc) - 1;
    for (const { message: below, presence } of desc.fields) {
      if (presence === LEGACY_REQUIRED) step.required = true;
      // A Value counts as what it is on the wire: messages in messages. Its codec keeps the count itself.
      if (below !== undefined) this.#enter(below, desc, step);
    }
    if (step.low === index) this.#close(this.#stack.splice(top));
    return step;
  }

  #enter(below: DescMessage, desc: DescMessage, step: Step): void {
    if (below === desc) step.deep = true;
    const visited = this.#steps.get(below);
    const reach = known.get(below) ?? (visited === undefined ? this.visit(below).reach : undefined);
    if (reach !== undefined) {
      step.deep ||= reach.deep;
      step.required ||= reach.required;
    } else {
      step.low = Math.min(step.low, visited === undefined ? this.#steps.get(below)!.low : visited.index);
    }
  }

  #close(circle: readonly DescMessage[]): void {
    const steps = circle.map((member) => this.#steps.get(member)!);
    const reach: Reach = {
      deep: circle.length > 1 || steps[0]!.deep,
      required: steps.some(({ required }) => required),
    };
    for (const step of steps) step.reach = reach;
    for (const member of circle) known.set(member, reach);
  }
}
