import { createRegistry } from "farcall";
import { defineService } from "farcall/codegen/v1";
import { Any, Duration, Empty, FeatureSet, go, NullValueEnum } from "farcall/wkt";
import { expect, test } from "vitest";

const service = defineService("acme.Clock", { now: { kind: "unary", name: "Now", input: Empty, output: Duration } });

test("finds each kind of type by its full name", () => {
  const registry = createRegistry(Duration, NullValueEnum, go, service);
  expect(registry.getMessage("google.protobuf.Duration")).toBe(Duration);
  expect(registry.getEnum("google.protobuf.NullValue")).toBe(NullValueEnum);
  expect(registry.getExtension("pb.go")).toBe(go);
  expect(registry.getService("acme.Clock")).toBe(service);
});

test("knows what it was given and nothing else", () => {
  const registry = createRegistry(service);
  expect(registry.getMessage("google.protobuf.Empty")).toBeUndefined();
  expect(registry.getMessage("acme.Clock")).toBeUndefined();
  expect(registry.getMessage("__proto__")).toBeUndefined();
});

test("finds the extensions of a message by its type and by its name", () => {
  const registry = createRegistry(go, go);
  expect(registry.getExtensionsOf(FeatureSet)).toEqual([go]);
  expect(registry.getExtensionsOf("google.protobuf.FeatureSet")).toEqual([go]);
  expect(registry.getExtensionsOf(Any)).toEqual([]);
});

test("takes over the content of other registries, and of two types with one name the later one", () => {
  const other = { ...Empty, typeName: "google.protobuf.Empty" } as typeof Empty;
  const inner = createRegistry(Empty, go, NullValueEnum, service);
  const registry = createRegistry(inner, other);
  expect(registry.getMessage("google.protobuf.Empty")).toBe(other);
  expect([...registry]).toEqual([other, NullValueEnum, go, service]);
});
