import { createRegistry, fromJson, fromJsonString, type JsonValue, toJson } from "farcall";
import { Any, Struct, Value } from "farcall/wkt";
import { describe, expect, test, vi } from "vitest";
import { TestAllTypesProto3 as M } from "../conformance/gen/google/protobuf/test_messages_proto3_pb.js";
import { Tree } from "../golden/cases/recursive/ts/recursive_pb.js";
import { jsonError } from "./refusal.js";

const registry = createRegistry(Any, M, Struct);

describe("duplicates are refused", () => {
  test.each([
    ["a key", '{"optionalInt32":1,"optionalInt32":1}', "$.optionalInt32"],
    ["a key that is null", '{"optionalInt32":1,"optionalInt32":null}', "$.optionalInt32"],
    ["both spellings of a field", '{"optionalInt32":1,"optional_int32":1}', "$.optional_int32"],
    ["both spellings of a field that is null", '{"optionalInt32":null,"optional_int32":1}', "$.optional_int32"],
    ["two members of a oneof", '{"oneofUint32":1,"oneofString":"a"}', "$.oneofString"],
    ["a key of a map", '{"mapInt32Int32":{"1":1,"1":2}}', '$.mapInt32Int32["1"]'],
    ["a key of a Struct", '{"optionalStruct":{"a":1,"a":2}}', "$.optionalStruct.a"],
    ["the type of an Any", '{"optionalAny":{"@type":"a/b","@type":"a/b"}}', "$.optionalAny"],
    ["a key in what is ignored", '{"unknown":{"a":1,"a":2}}', "$.unknown.a"],
  ])("%s", (_, text, path) => {
    expect(jsonError(() => fromJsonString(M, text, { ignoreUnknownFields: true })).path).toBe(path);
  });
});

describe("depth, loops and truncation end in a typed error", () => {
  const open = "[".repeat(1e5);

  test.each([
    ["in a Value", `{"optionalValue":${open}`],
    ["in a Value, closed", `{"optionalValue":${open}${"]".repeat(1e5)}}`],
    ["in an ignored field", `{"unknown":${open}${"]".repeat(1e5)}}`],
    ["objects", '{"optionalStruct":'.repeat(1e5)],
    ["Any in Any", '{"@type":"a/google.protobuf.Any","value":'.repeat(1e5)],
    ["at the top", open],
  ])("100,000 levels %s", (_, text) => {
    jsonError(() => fromJsonString(M, text, { ignoreUnknownFields: true, registry }));
  });

  test("messages may nest 100 levels below the outermost one, as in the binary form", () => {
    expect(() => Tree.encode(fromJson(Tree, tree(100)))).not.toThrow();
    expect(() => fromJsonString(Tree, JSON.stringify(tree(100)))).not.toThrow();
    jsonError(() => fromJson(Tree, tree(101)));
    jsonError(() => fromJsonString(Tree, JSON.stringify(tree(101))));
  });

  test("what is read of a Value can be encoded", () => {
    const list = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(() => Value.encode(fromJsonString(Value, list(50)))).not.toThrow();
    jsonError(() => fromJsonString(Value, list(60)));
  });

  test("values that hold themselves", () => {
    const loop: JsonValue[] = [];
    loop.push(loop);
    jsonError(() => fromJson(Value, loop));
    jsonError(() => toJson(Value, loop));
    const circle = Tree.create() as { children: Tree[] } & Tree;
    circle.children.push(circle);
    jsonError(() => toJson(Tree, circle));
  });

  test("a text that is cut anywhere", () => {
    const text = '{"optionalStruct":{"a":[1.5e3,"\\u0041",true,null]},"optionalInt32":-12}';
    for (let end = 0; end < text.length; end++) jsonError(() => fromJsonString(M, text.slice(0, end)));
  });

  /** Trees in lists, each the only child of the one before it. */
  function tree(levels: number): JsonValue {
    let json: JsonValue = {};
    for (let i = 0; i < levels; i++) json = { children: [json] };
    return json;
  }
});

describe("numbers", () => {
  test("that no double holds are refused", () => {
    for (const text of ["1e400", "-1e400"]) {
      expect(jsonError(() => fromJsonString(M, `{"optionalDouble":${text}}`)).path).toBe("$.optionalDouble");
      expect(jsonError(() => fromJsonString(M, `{"optionalValue":${text}}`)).path).toBe("$.optionalValue");
    }
  });

  test("are exact without quotes", () => {
    expect(fromJsonString(M, '{"optionalInt64":9007199254740993}').optionalInt64).toBe(9007199254740993n);
    expect(fromJsonString(M, '{"mapInt64Int64":{"9007199254740993":9007199254740993}}').mapInt64Int64).toEqual({
      "9007199254740993": 9007199254740993n,
    });
  });
});

describe("Any and Struct", () => {
  test("a type that the registry lacks is refused, and nothing is fetched", () => {
    const fetched = vi.spyOn(globalThis, "fetch");
    for (const url of [
      "https://example.com/acme.None",
      "x/constructor",
      "x/__proto__",
      "x/google.protobuf.NullValue",
      "x/",
      "",
    ]) {
      jsonError(() => fromJson(Any, { "@type": url, value: 1 }, { registry }));
      jsonError(() => fromJson(Any, { "@type": url, value: 1 }));
      jsonError(() => toJson(Any, { typeUrl: url, value: Uint8Array.of(8, 1) }, { registry }));
    }
    expect(fetched).not.toHaveBeenCalled();
  });

  test.each([1, null, {}, ["x/google.protobuf.Any"]])("@type %j is refused", (type) => {
    jsonError(() => fromJson(Any, { "@type": type, value: 1 } as JsonValue, { registry }));
  });

  test.each(["__proto__", "constructor", "toString"])("the key %s is an own key and changes no prototype", (key) => {
    const text = `{"optionalStruct":{"${key}":{"polluted":true}},"mapStringString":{"${key}":"a"}}`;
    for (const message of [fromJsonString(M, text), fromJson(M, JSON.parse(text))]) {
      for (const object of [message.optionalStruct!, message.mapStringString]) {
        expect(Object.keys(object)).toEqual([key]);
        expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
      }
      expect(JSON.stringify(toJson(M, message))).toContain(`{"${key}":{"polluted":true}}`);
      expect(fromJson(M, toJson(M, message))).toEqual(message);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each(["__proto__", "constructor", "toString"])("the unknown key %s is refused", (key) => {
    jsonError(() => fromJsonString(M, `{"${key}":{}}`));
  });
});
