import {
  create,
  type DescEnum,
  type DescField,
  type DescMessage,
  type Message,
  protoInt64,
  ScalarType,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence, FieldOptions_JSType, NullValue } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";

/** Draws values from fast-check's arbitraries, one after the other. */
export type Draw = fc.GeneratorValue;

/** How many sub-messages one random message may hold in all: enough for every shape, few enough to stay fast. */
const MESSAGES = 40;
const DEPTH = 8;

const signed = new Set<ScalarType | undefined>([ScalarType.INT64, ScalarType.SINT64, ScalarType.SFIXED64]);

/**
 * Random messages of a type, for @bufbuild/protobuf. Whatever they hold, farcall's form of them can hold as well: a
 * google.protobuf.Value always has a kind that JSON has too, and no number that JSON lacks; and so does a Timestamp that is a Date.
 */
export function randomMessages(desc: DescMessage): fc.Arbitrary<Message> {
  return fc.gen().map((draw) => drawMessage(draw, desc));
}

/** One of {@link randomMessages}, for a test that draws other things besides. */
export function drawMessage(draw: Draw, desc: DescMessage): Message {
  return new MessageMaker(draw).make(desc, 0).message;
}

class MessageMaker {
  readonly #draw: Draw;
  #left = MESSAGES;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  make(desc: DescMessage, depth: number): ReflectMessage {
    const message = reflect(desc, create(desc));
    this.#left--;
    for (const member of message.members) {
      if (member.kind === "oneof") {
        const fields = member.fields.filter((field) => this.#affordable(field, depth));
        if (fields.length > 0 && (desc.typeName === "google.protobuf.Value" || this.#flip())) {
          const field = this.#pick(fields);
          message.set(field, this.#singular(field, depth));
        }
      } else if (this.#wanted(member, depth)) {
        this.#fill(message, member, depth);
      }
    }
    if (!desc.typeName.startsWith("google.protobuf.") && this.#draw(fc.nat, { max: 7 }) === 0) {
      message.setUnknown(this.#unknownFields(desc));
    }
    return message;
  }

  #wanted(field: DescField, depth: number): boolean {
    if (field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED) return true;
    return this.#affordable(field, depth) && this.#flip();
  }

  #affordable(field: DescField, depth: number): boolean {
    return field.message === undefined || (depth < DEPTH && this.#left > 0);
  }

  #fill(message: ReflectMessage, field: DescField, depth: number): void {
    if (field.fieldKind === "list") {
      const list = message.get(field);
      for (let n = this.#count(); n > 0; n--) {
        list.add(this.#element(field, depth));
      }
    } else if (field.fieldKind === "map") {
      const map = message.get(field);
      for (let n = this.#count(); n > 0; n--) {
        map.set(this.#mapKey(field.mapKey), this.#element(field, depth));
      }
    } else {
      message.set(field, this.#singular(field, depth));
    }
  }

  #singular(field: DescField, depth: number): unknown {
    if (field.parent.typeName === "google.protobuf.Value") {
      if (field.scalar === ScalarType.DOUBLE) return this.#draw(fc.double, { noNaN: true, noDefaultInfinity: true });
      if (field.enum !== undefined) return NullValue.NULL_VALUE;
    }
    return this.#element(field, depth);
  }

  /** A value of a singular field, of an element of a list or of a value of a map. */
  #element(field: DescField, depth: number): unknown {
    if (field.proto.options?.jstype === FieldOptions_JSType.JS_NUMBER) {
      const smallest = signed.has(field.scalar) ? Number.MIN_SAFE_INTEGER : 0;
      return BigInt(this.#draw(fc.integer, { min: smallest, max: Number.MAX_SAFE_INTEGER }));
    }
    if (isTimeValue(field)) return this.#time(field.message!);
    return this.#value(field.scalar ?? field.enum ?? field.message!, depth);
  }

  #value(type: ScalarType | DescEnum | DescMessage, depth: number): unknown {
    if (typeof type === "number") return this.#scalar(type);
    return type.kind === "enum" ? this.#enum(type) : this.make(type, depth + 1);
  }

  /** A Timestamp or Duration in range, without what a Date has no room for. */
  #time(desc: DescMessage): ReflectMessage {
    const message = reflect(desc, create(desc));
    const seconds = this.#draw(fc.integer, { min: -62_135_596_800, max: 253_402_300_799 });
    const milliseconds = this.#draw(fc.nat, { max: 999 });
    const sign = desc.typeName === "google.protobuf.Duration" && seconds < 0 ? -1 : 1;
    message.set(desc.field["seconds"]!, BigInt(seconds));
    message.set(desc.field["nanos"]!, sign * milliseconds * 1_000_000 + 0);
    return message;
  }

  #enum(desc: DescEnum): number {
    const known = this.#pick(desc.values).number;
    return desc.open && this.#draw(fc.nat, { max: 5 }) === 0 ? this.#draw(fc.integer) : known;
  }

  #scalar(type: ScalarType): unknown {
    switch (type) {
      case ScalarType.DOUBLE:
        return this.#draw(fc.double);
      case ScalarType.FLOAT:
        return this.#draw(fc.float);
      case ScalarType.BOOL:
        return this.#draw(fc.boolean);
      case ScalarType.STRING:
        return this.#draw(texts);
      case ScalarType.BYTES:
        return this.#draw(fc.uint8Array, { maxLength: 100 }).slice();
      case ScalarType.INT32:
      case ScalarType.SINT32:
      case ScalarType.SFIXED32:
        return this.#draw(fc.integer);
      case ScalarType.UINT32:
      case ScalarType.FIXED32:
        return this.#draw(fc.nat, { max: 0xffff_ffff });
      case ScalarType.INT64:
      case ScalarType.SINT64:
      case ScalarType.SFIXED64:
        return protoInt64.parse(this.#draw(fc.bigInt, { min: -(2n ** 63n), max: 2n ** 63n - 1n }));
      case ScalarType.UINT64:
      case ScalarType.FIXED64:
        return protoInt64.uParse(this.#draw(fc.bigInt, { min: 0n, max: 2n ** 64n - 1n }));
    }
  }

  #mapKey(type: ScalarType): unknown {
    if (type === ScalarType.STRING && this.#draw(fc.nat, { max: 9 }) === 0) {
      return this.#draw(fc.constantFrom, "__proto__", "constructor", "toString", "", "0", "-1");
    }
    return this.#scalar(type);
  }

  #unknownFields(desc: DescMessage): { no: number; wireType: number; data: Uint8Array }[] {
    const used = new Set(desc.fields.map((field) => field.number));
    const number = this.#draw(fc.integer, { min: 1, max: 536_870_911 });
    // Nor may it be an extension's: @bufbuild/protobuf reads that whatever its wire type.
    if (used.has(number) || desc.proto.extensionRange.some(({ start, end }) => start <= number && number < end))
      return [];
    return [
      { no: number, wireType: 0, data: Uint8Array.of(0x96, 0x01) },
      { no: number, wireType: 2, data: Uint8Array.of(3, 1, 2, 3) },
      { no: number, wireType: 5, data: Uint8Array.of(1, 2, 3, 4) },
    ].slice(0, this.#count());
  }

  #count(): number {
    return this.#draw(fc.nat, { max: 4 });
  }

  #flip(): boolean {
    return this.#draw(fc.boolean);
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#draw(fc.nat, { max: from.length - 1 })]!;
  }
}

/** Text at every length and in every script that a codec has a path of its own for. */
function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: "binary-ascii", maxLength: 80 }),
    fc
      .tuple(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), fc.nat({ max: 200 }))
      .map(([text, times]) => text.repeat(times)),
    fc
      .tuple(fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 20 }), fc.nat({ max: 400 }))
      .map(([text, times]) => text.repeat(times)),
  );
}

/** The number of `(farcall.field)`, which makes a Date of a Timestamp, or a value of Temporal. */
const FIELD_OPTION = 90614;

function isTimeValue(field: DescField): boolean {
  return field.proto.options?.$unknown?.some(({ no }) => no === FIELD_OPTION) === true;
}
