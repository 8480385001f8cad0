/**
 * The holes of the templates: what the emitter fills in for each `$name`, and the type that the template's own code is checked
 * against. They exist in types only, since no template ever runs.
 *
 * A parameter of a fragment is a hole too where its name begins with `$`: that is how the holes are declared whose type
 * differs from fragment to fragment (`$target`, `$reader`). A hole alone on its line (`$fields();`, `$properties: never;`,
 * `...$entries,`) stands for a list of statements, members or entries.
 */
import type { AnyMethod } from "../src/runtime/codegen/v1.js";

/** The type of what a field, a list element or a map value holds. */
export type $Type = unknown;
/** The message that a fragment is about, as a type. */
export type $Message = { $unknown?: Uint8Array | undefined };
export type $MessageInit = { $unknown?: Uint8Array | undefined };
/** The type of a oneof's property in a message, and in what encode and create take. */
export type $Oneof = { case: string; value: unknown } | { case: undefined; value?: undefined };
export type $OneofInit = { case: string; value: unknown } | { case: undefined; value?: undefined };
/** The type of a map. */
export type $Map = { [key: string]: unknown };
/** The methods of a service's descriptor, as a type. */
export type $Methods = { readonly [localName: string]: AnyMethod };
/** The interface that an implementation of a service satisfies. */
export type $Server = object;
/** What decode returns, and what encode takes, for the messages of a method. */
export type $Request = object;
export type $RequestInit = object;
export type $Response = object;
export type $ResponseInit = object;

/** The object that decode starts from: every field, in the order of the .proto file. */
export declare const $literal: $Message;
/** What create takes where it is given nothing. */
export declare const $emptyInit: $MessageInit;
/** A tag: the field number and the wire type as one signed 32-bit number. */
export declare const $tag: number;
/** A field number. */
export declare const $number: number;
/** One byte of a tag. */
export declare const $byte: number;
/** The position behind a field. */
export declare const $position: number;
/** How many bytes a value of a fixed size takes. */
export declare const $size: 4 | 8;
/** How many bytes of input an element must have to be worth the memory that it takes, and that memory in bytes. */
export declare const $least: number;
export declare const $memory: number;
/** A full name of the .proto file, as a string literal. */
export declare const $typeName: string;
/** The zeros of a map's key and value. */
/** The bytes of a tag, and whether they stand at `p`. */
export declare const $tagSize: number;
export declare const $isNext: boolean;

export declare const $keyZero: string;
export declare const $valueZero: unknown;
/** Whether a closed enum knows a number. */
export declare function $isKnown(n: unknown): boolean;
/** The name of a property, as a string literal. */
export declare const $case: string;

/** List: the branches of a reader, or the fields of a writer. */
export declare function $fields(): void;
/** List: the branches for the lower and for the higher tags. */
export declare function $low(): void;
export declare function $high(): void;
/** List: what is done with a field whose tag has been found. */
export declare function $statements(): void;
/** List: how a reader goes from field to field, and how it reads the length of one. */
export declare function $loop(): void;
export declare function $length(): void;
/** List: how one value is written from `$source`. */
export declare function $value(): void;
/** List: how a map's entry is stored. */
export declare function $store(): void;
/** List: how the key of a map's entry is written. */
export declare function $key(): void;
/** List: what an element pays that is far larger in memory than on the wire. */
export declare function $charge(): void;
/** List: the members of a oneof. */
export declare function $members(): void;
/** List: the bytes of a tag, and of the tag that ends a group. */
export declare function $tagBytes(): void;
export declare function $endTagBytes(): void;
/** List: properties of an object literal. */
export declare const $entries: object;
