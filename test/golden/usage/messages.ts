// How a program may use messages, and what the compiler must refuse. Type-checked by types.test.ts, never run.

import type { JsTypes } from "../cases/jstype/ts/jstype_pb.js";
import {
  type Maps as EsMaps,
  type MapsInit as EsMapsInit,
  Paint,
} from "../cases/map-enum-message-value/ts-map/map-enum-message-value_pb.js";
import { Maps as IntMaps } from "../cases/map-int-key/ts/map-int-key_pb.js";
import { Maps as LongMaps } from "../cases/map-int64-bool-key/ts/map-int64-bool-key_pb.js";
import { Maps, type MapsInit } from "../cases/map-string-key/ts/map-string-key_pb.js";
import { Payment, type PaymentInit } from "../cases/oneof/ts/oneof_pb.js";
import {
  type Child,
  Presence,
  type PresenceInit,
} from "../cases/presence-proto3-optional/ts/presence-proto3-optional_pb.js";
import { Packed } from "../cases/repeated-packed/ts/repeated-packed_pb.js";
import { Point, type PointInit } from "../cases/required/ts/required_pb.js";
import { Book, type BookInit, CreateBookRequest, Library } from "../cases/required-by-annotation/ts/book_pb.js";
import { Scalars, type ScalarsInit } from "../cases/scalars-proto3/ts/scalars-proto3_pb.js";
import { Singular } from "../cases/wkt-fields/ts/wkt-fields_pb.js";
import { expectType } from "./expect-type.js";

export function scalars(): void {
  const message: Scalars = Scalars.create({ stringValue: "a" });
  expectType<number>()(message.doubleValue);
  expectType<number>()(message.sfixed32Value);
  expectType<bigint>()(message.int64Value);
  expectType<bigint>()(message.fixed64Value);
  expectType<boolean>()(message.boolValue);
  expectType<string>()(message.stringValue);
  message.bytesValue satisfies Uint8Array;
  Scalars.encode(message) satisfies Uint8Array;
  Scalars.encode({}, { pooled: true });
  expectType<Scalars>()(
    Scalars.decode(new Uint8Array(), { bytes: "view", unknownFields: "drop", recursionLimit: 5, maxElements: 9 }),
  );
  expectType<string>()(Scalars.typeName);
  // A message is an init of its own type.
  const init: ScalarsInit = message;
  Scalars.encode(init);
  expectType<Uint8Array | undefined>()(message.$unknown);

  // @ts-expect-error: no such field
  Scalars.create({ stringValeu: "a" });
  // @ts-expect-error: not the field's type
  Scalars.create({ int64Value: "1" });
  // @ts-expect-error: not the field's type
  Scalars.encode({ int32Value: 1n });
  // @ts-expect-error: a decoded message has all its fields
  const lacking: Scalars = { stringValue: "a" };
  // @ts-expect-error: no option of that name
  Scalars.decode(new Uint8Array(), { byte: "view" });
  return void lacking;
}

export function presence(message: Presence): void {
  expectType<number | undefined>()(message.explicitNumber);
  expectType<number>()(message.implicitNumber);
  expectType<Child | undefined>()(message.child);
  // Every field may be undefined in an init, also where exactOptionalPropertyTypes tells "absent" from "undefined".
  const init: PresenceInit = { implicitNumber: undefined, explicitNumber: undefined, child: undefined };
  Presence.encode(init);
  Presence.encode({ child: {} });
  // The type itself lets explicit fields be left out.
  const written: Presence = { implicitNumber: 0, implicitColor: 0 };
  Presence.encode(written);
}

export function required(point: Point): void {
  expectType<number>()(point.x);
  expectType<string | undefined>()(point.label);
  const init: PointInit = { x: 1, y: 2 };
  Point.encode(init);
  // @ts-expect-error: y is required
  Point.encode({ x: 1 });
}

export function oneof(message: Payment): string {
  const { method } = message;
  switch (method.case) {
    case "card":
      return method.value.number;
    case "voucher":
      return method.value;
    case "credit":
      return String(expectType<bigint>()(method.value));
    case "free":
    case "amount":
    case "token":
    case "kind":
    case "signed":
    case "fixed":
      return method.case;
    case undefined:
      return "";
  }
}

export function oneofInit(): void {
  const init: PaymentInit = { method: { case: "card", value: { number: "1" } } };
  Payment.create(init);
  Payment.create({ method: { case: undefined } });
  Payment.create({ method: undefined });
  // @ts-expect-error: not the member's type
  Payment.create({ method: { case: "card", value: "1" } });
  // @ts-expect-error: no such member
  Payment.create({ method: { case: "cash", value: 1 } });
}

export function listsAndMaps(): void {
  expectType<bigint[]>()(Packed.create().int64s);
  Packed.create({ int32s: [1, 2] as const });
  const maps = Maps.create({ toInt32: { a: 1 } });
  expectType<{ [key: string]: number }>()(maps.toInt32);
  expectType<{ [key: number]: string }>()(IntMaps.create().byInt32);
  expectType<{ [key: string]: string }>()(LongMaps.create().byInt64);
  const init: MapsInit = { toBytes: { a: new Uint8Array() } };
  Maps.encode(init);
  // @ts-expect-error: not the value's type
  Maps.encode({ toInt32: { a: "1" } });
}

export function jsTypes(message: JsTypes): void {
  expectType<bigint | undefined>()(message.normal);
  expectType<string | undefined>()(message.text);
  expectType<number | undefined>()(message.number);
  expectType<string[]>()(message.texts);
  expectType<number[]>()(message.numbers);
}

export function wellKnownTypes(message: Singular): void {
  expectType<bigint | undefined>()(message.int64);
  expectType<string | undefined>()(message.string);
  expectType<boolean | undefined>()(message.bool);
  expectType<bigint | undefined>()(message.timestamp?.seconds);
  Singular.create({ struct: { a: [1, "b", null, { c: true }] }, value: null, list: [1, "b"], string: "s" });
  Singular.create({ timestamp: { seconds: 1n }, duration: {}, empty: {} });
}

export function demanded(book: Book, request: CreateBookRequest): void {
  // What the schema's annotations require may be missing in what was decoded, so its type is honest about that.
  expectType<number | undefined>()(book.pages);
  expectType<string>()(book.name);
  expectType<Book | undefined>()(request.book);
  const init: BookInit = {
    name: "n",
    pages: 1,
    authors: [],
    labels: {},
    published: {},
    subtitle: "s",
    medium: { case: "paper", value: "p" },
  };
  CreateBookRequest.encode({ book: init });
  // What was decoded is an init of its type, and of a field of its type.
  CreateBookRequest.encode(request);
  CreateBookRequest.encode({ book });
  Library.create({ newest: book, books: [book, init], byName: { a: book }, choice: { case: "book", value: book } });

  // @ts-expect-error: book is required
  CreateBookRequest.encode({});
  // @ts-expect-error: name is required
  CreateBookRequest.create({ book: { ...init, name: undefined } });
  const { medium: _, ...without } = init;
  // @ts-expect-error: a member of the oneof is required
  Book.encode(without);
  // @ts-expect-error: name is required
  Library.create({ newest: {} });
}

export function esMaps(message: EsMaps): void {
  expectType<Map<bigint, Paint>>()(message.paintsById);
  message.paintsById.get(1n)?.mixes.set(5, Paint.create());
  message.colorsByFlag.set(true, 1);
  // A message is an init of its own type, and a Map that may not be changed will do.
  const init: EsMapsInit = message;
  const paints: ReadonlyMap<string, { color: 1 }> = new Map();
  Paint.encode({ mixes: new Map([[1, { mixes: new Map() }]]) });
  ({ ...init, paints }) satisfies EsMapsInit;

  // @ts-expect-error: not the type of its keys
  message.paintsById.get("1");
  // @ts-expect-error: an object is no Map
  Paint.encode({ mixes: { 1: {} } });
}
