/** Compiles only for a value whose type is exactly `T`: `expectType<string>()(order.id)`. */
export function expectType<T>(): <U>(value: U, ...same: Same<T, U> extends true ? [] : [never]) => U {
  return (value, ..._same) => value;
}

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
