/**
 * The fields of a message by the names that a path has for them: the members of a oneof stand beside the other fields, since a
 * path does not name the oneof.
 */
type Fields<T> = {
  [K in Exclude<keyof T, "$unknown"> as IsOneof<T[K]> extends true ? never : K]: T[K];
} & MembersOf<T[{ [K in keyof T]-?: IsOneof<T[K]> extends true ? K : never }[keyof T]]>;

/** Whether a property is a oneof: an object with a case that is no message. */
type IsOneof<V> = [NonNullable<V>] extends [{ case?: unknown; value?: unknown }]
  ? "case" extends keyof NonNullable<V>
    ? "$unknown" extends keyof NonNullable<V>
      ? false
      : true
    : false
  : false;

/** The members of oneofs by their cases. */
type MembersOf<Oneof> = {
  [Member in Extract<Oneof, { case: string }> as Member["case"]]: Member extends { value: infer V } ? V : never;
};

/** Whether a path may go on below a field: into a message, but not into a list, a map, or a scalar. */
type IsMessage<V> =
  NonNullable<V> extends object
    ? string extends keyof NonNullable<V>
      ? false
      : "$unknown" extends keyof NonNullable<V>
        ? true
        : false
    : false;

/**
 * `Path` itself if it is the path of a field of `T`, else the paths that it could have been. It is checked along the path that is
 * written, whatever the size of the messages: a union of all paths would be too large for the compiler.
 */
export type FieldPath<T, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Fields<T>
    ? IsMessage<Fields<T>[Name]> extends true
      ? `${Name}.${FieldPath<NonNullable<Fields<T>[Name]>, Rest>}`
      : Name
    : Extract<keyof Fields<T>, string>
  : Extract<keyof Fields<T>, string>;
