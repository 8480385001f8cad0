import { type EnumType, enumType } from "../src/runtime/codegen/v1.js";
import { $typeName } from "./holes.js";

declare const $entries: { readonly NAME: 0 };
declare const $prefix: string;
declare const $closed: boolean;

/** The values by their names, without the prefix that they share. */
export const $values = {
  ...$entries,
} as const;

/** The same in a declaration file. */
export declare const $declaredValues: {
  $properties: never;
};

/** Any of the values. A message may hold other numbers too where the enum is open. */
export type $Enum = (typeof $values)[keyof typeof $values];

/** The names at run time. */
export const $companion: EnumType<$Enum> = /*@__PURE__*/ enumType<$Enum>($typeName, $prefix, $values, $closed);
