import { createRegistry, fromJson, fromJsonString, type JsonValue, setExtension, toJson } from "farcall";
import { Any, Duration, Empty, Struct, Value } from "farcall/wkt";
import { describe, expect, test } from "vitest";
import {
  Base,
  list,
  number$,
  payload,
  payloads,
  raw,
} from "../golden/cases/extensions-top-level/ts/extensions-top-level_pb.js";
import { Hostile } from "../golden/cases/json-name-hostile/ts/json-name-hostile_pb.js";
import { Alpha_inSet, Set as MessageSet } from "../golden/cases/message-set/ts/message-set_pb.js";
import { Card } from "../golden/cases/oneof/ts/oneof_pb.js";
import { jsonError } from "./refusal.js";

const registry = createRegistry(
  Any,
  Card,
  Duration,
  Empty,
  Hostile,
  Struct,
  Value,
  number$,
  payload,
  payloads,
  list,
  raw,
  Alpha_inSet,
);
const options = { registry };

describe("Any", () => {
  test("is its message with the URL of the type", () => {
    const any = Any.pack(Card, { number: "1", cvc: 2 });
    const json = { "@type": "type.googleapis.com/testdata.oneof.Card", number: "1", cvc: 2 };
    expect(toJson(Any, any, options)).toEqual(json);
    expect(fromJson(Any, json, options)).toEqual(any);
    expect(fromJson(Any, { number: "1", cvc: 2, "@type": json["@type"] }, options)).toEqual(any);
  });

  test("has a value beside the URL for a type with a form of its own", () => {
    const any = Any.pack(Duration, { seconds: 3n, nanos: 100_000_000 });
    const json = { "@type": "type.googleapis.com/google.protobuf.Duration", value: "3.100s" };
    expect(toJson(Any, any, options)).toEqual(json);
    expect(fromJson(Any, json, options)).toEqual(any);
    const nested = { "@type": "type.googleapis.com/google.protobuf.Any", value: json };
    expect(toJson(Any, fromJson(Any, nested, options), options)).toEqual(nested);
    const ofNull = { "@type": "type.googleapis.com/google.protobuf.Value", value: null };
    expect(toJson(Any, fromJson(Any, ofNull, options), options)).toEqual(ofNull);
  });

  test("may stand in an Any, 100 levels deep and no deeper", () => {
    const url = "type.googleapis.com/google.protobuf.Any";
    const nested = (levels: number): JsonValue => (levels === 0 ? {} : { "@type": url, value: nested(levels - 1) });
    const any = fromJson(Any, nested(100), options);
    expect(toJson(Any, any, options)).toEqual(nested(100));
    for (const levels of [101, 5_000]) {
      expect(jsonError(() => fromJson(Any, nested(levels), options)).problem).toMatch(/nests? deeper/);
      const text = `${`{"@type":"${url}","value":`.repeat(levels)}{}${"}".repeat(levels)}`;
      expect(jsonError(() => fromJsonString(Any, text, options)).problem).toMatch(/nests? deeper/);
      let deep = Any.create();
      for (let i = 0; i < levels; i++) deep = Any.pack(Any, deep);
      expect(jsonError(() => toJson(Any, deep, options)).problem).toMatch(/nests? deeper/);
    }
  });

  test("has nothing beside the URL of Empty, and nothing at all when it is empty", () => {
    const json = { "@type": "type.googleapis.com/google.protobuf.Empty" };
    expect(toJson(Any, Any.pack(Empty, {}), options)).toEqual(json);
    expect(fromJson(Any, json, options)).toEqual(Any.pack(Empty, {}));
    expect(fromJson(Any, { ...json, value: {} }, options)).toEqual(Any.pack(Empty, {}));
    for (const wrong of [{ value: { a: 1 } }, { value: 1 }, { value: null }, { values: {} }, { value: {}, a: 1 }]) {
      jsonError(() => fromJson(Any, { ...json, ...wrong }, options));
    }
    expect(toJson(Any, Any.create())).toEqual({});
    expect(fromJson(Any, {})).toEqual(Any.create());
  });

  test("keeps any prefix of the URL", () => {
    const json = { "@type": "example.com/a/testdata.oneof.Card", number: "1" };
    expect(toJson(Any, fromJson(Any, json, options), options)).toEqual(json);
  });

  test("keeps a member named __proto__", () => {
    const json = JSON.parse('{"@type":"x/testdata.json_name_hostile.Hostile","__proto__":"a"}');
    expect(toJson(Any, fromJson(Any, json, options), options)).toEqual(json);
    expect(Hostile.decode(fromJson(Any, json, options).value).proto).toBe("a");
  });

  test.each<[json: string, path: string]>([
    ['{"@type":"x/google.protobuf.Duration"}', "$"],
    ['{"@type":"x/google.protobuf.Duration","value":"1s","nanos":1}', "$.nanos"],
    ['{"@type":"x/google.protobuf.Duration","value":"1"}', "$.value"],
    ['{"@type":"x/testdata.oneof.Card","value":{}}', "$.value"],
    ['{"number":"1"}', "$"],
    ["[]", "$"],
  ])("refuses %s", (json, path) => {
    expect(jsonError(() => fromJsonString(Any, json, options)).path).toBe(path);
  });

  test("is not written with bytes that are no message of its type", () => {
    const any = { typeUrl: "x/testdata.oneof.Card", value: Uint8Array.of(10, 5) };
    expect(jsonError(() => toJson(Any, any, options)).problem).toContain("testdata.oneof.Card");
    jsonError(() => toJson(Any, { typeUrl: "", value: Uint8Array.of(8) }, options));
  });
});

describe("extensions", () => {
  const message = Base.create({ name: "n" });
  setExtension(message, number$, 5);
  setExtension(message, payloads, [{ size: 1 }, { size: 2 }]);
  setExtension(message, list, [2n ** 60n]);
  const json = {
    name: "n",
    [`[${number$.typeName}]`]: 5,
    [`[${list.typeName}]`]: ["1152921504606846976"],
    [`[${payloads.typeName}]`]: [{ size: 1 }, { size: 2 }],
  };

  test("of the registry are written and read by their full names", () => {
    expect(toJson(Base, message, options)).toEqual(json);
    expect(toJson(Base, fromJson(Base, json, options), options)).toEqual(json);
  });

  test("are left out, and unknown, without a registry", () => {
    expect(toJson(Base, message)).toEqual({ name: "n" });
    expect(jsonError(() => fromJson(Base, json)).problem).toContain("no such field");
  });

  test("are unknown to other messages than the one they extend", () => {
    jsonError(() => fromJson(Card, { [`[${number$.typeName}]`]: 5 }, options));
  });

  test("that are null are absent", () => {
    expect(fromJson(Base, { [`[${number$.typeName}]`]: null }, options)).toEqual(Base.create());
  });

  test("name the place in an error", () => {
    const key = `[${payloads.typeName}]`;
    expect(jsonError(() => fromJson(Base, { [key]: [{ size: "x" }] }, options)).path).toBe(
      `$[${JSON.stringify(key)}][0].size`,
    );
  });

  test("of a MessageSet are like all others", () => {
    const set = { [`[${Alpha_inSet.typeName}]`]: { text: "a" } };
    expect(toJson(MessageSet, fromJson(MessageSet, set, options), options)).toEqual(set);
  });
});
