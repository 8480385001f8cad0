/** An enum at run time: the names of its numbers as the .proto file gives them. */
export interface EnumType<E extends number> {
  /** The full name, without a leading dot: `acme.shop.v1.Status`. */
  readonly typeName: string;
  /** Whether a number outside of the enum is none of its values (proto2, `features.enum_type = CLOSED`). */
  readonly closed: boolean;
  /** The names and numbers in the order of the .proto file, aliases included. */
  readonly values: readonly { readonly name: string; readonly number: E }[];
  /** The name of a number, the first one where there are aliases: `name(1)` is `"STATUS_PAID"`. */
  name(number: number): string | undefined;
  /** The number of a name: `number("STATUS_PAID")` is 1. */
  number(name: string): E | undefined;
  /** Whether the enum declares the number. */
  isKnown(number: number): number is E;
}

/**
 * Makes the run-time side of an enum from its object of local names.
 *
 * @param prefix what the names of the .proto file have in front of the local ones.
 */
export function enumType<E extends number>(
  typeName: string,
  prefix: string,
  values: { readonly [localName: string]: E },
  closed = false,
): EnumType<E> {
  return new RuntimeEnum(typeName, prefix, values, closed);
}

class RuntimeEnum<E extends number> implements EnumType<E> {
  readonly typeName: string;
  readonly closed: boolean;
  readonly values: readonly { readonly name: string; readonly number: E }[];
  readonly #names = new Map<number, string>();
  readonly #numbers = new Map<string, E>();

  constructor(typeName: string, prefix: string, values: { readonly [localName: string]: E }, closed: boolean) {
    this.typeName = typeName;
    this.closed = closed;
    // A local name ends in "$" where the plain one would have been no property like the others.
    this.values = Object.entries(values).map(([local, number]) => ({ name: prefix + local.replace("$", ""), number }));
    for (const { name, number } of this.values) {
      if (!this.#names.has(number)) this.#names.set(number, name);
      this.#numbers.set(name, number);
    }
  }

  name(number: number): string | undefined {
    return this.#names.get(number);
  }

  number(name: string): E | undefined {
    return this.#numbers.get(name);
  }

  isKnown(number: number): number is E {
    return this.#names.has(number);
  }
}
