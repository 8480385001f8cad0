import { type Extension, type extension, messageType } from "../src/runtime/codegen/v1.js";
import { $entries, $number, type $Type, $typeName } from "./holes.js";

declare function $create(init?: $MessageInit): $Message;
declare function $read(b: Uint8Array, p: number, end: number, into?: $Message, depth?: number): $Message;
declare function $write(b: Uint8Array, p: number, message: $MessageInit, depth?: number): number;
declare const $extendee: string;
declare const $make: typeof extension;
type $Extendee = { $unknown?: Uint8Array };
type $Init = unknown;
type $Message = { value?: $Type };
type $MessageInit = { value?: $Init };

/** An extension is the codec of a message that has the extension as its only field, `value`. */
export const $extension: Extension<$Extendee, $Type, $Init> = /*@__PURE__*/ $make(
  $extendee,
  $number,
  /*@__PURE__*/ messageType($typeName, {
    create: $create,
    read: $read,
    write: $write,
    ...$entries,
  }),
);
