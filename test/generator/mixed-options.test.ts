import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { clone, equals, fromJson, fromText, merge, toJson, toText } from "farcall";
import { afterAll, expect, test } from "vitest";
import { decodeError, encodeError } from "../codec/refusal.js";
import { wire } from "../codec/wire.js";
import { messageTypes } from "../golden/round-trip.js";
import { generate, requestFor } from "../golden/run-plugin.js";

// Below the project, so that the generated modules find the runtime.
const cache = fileURLToPath(new URL("../../.cache/", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "mixed-options-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** What the plugin generates for a file, among what other runs have left in the folder. */
function write(file: string, options: string): string {
  const [[path, content]] = [...generate(requestFor([file], `target=js,${options}`))] as [[string, string]];
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  return pathToFileURL(join(folder, path)).href;
}

test("a message whose maps are objects holds messages whose maps are ES Maps", async () => {
  write("map-hidden-globals/map.proto", "map=map");
  const url = write("map-hidden-globals/user.proto", "map=object");
  const User = messageTypes(await import(/* @vite-ignore */ url)).get("testdata.map_hidden_globals.User")!;
  const message = {
    maps: { true: { maps: new Map([["a", { numbers: new Map([[1n, 2n]]) }]]) } },
    map: { numbers: new Map([[3n, 4n]]) },
  };
  expect(User.create(message)).toEqual(message);
  expect(User.decode(User.encode(message))).toEqual(message);
  expect(fromJson(User, toJson(User, message))).toEqual(message);
  expect(fromText(User, toText(User, message))).toEqual(message);
  expect(equals(User, clone(User, message), message)).toBe(true);
  const into = User.create();
  merge(User, into, message);
  expect(into).toEqual(message);
  expect(encodeError(() => User.encode({ maps: { true: { maps: {} } } })).message).toBe(
    'testdata.map_hidden_globals.User.maps["true"].maps: expected a Map, got an object (Object)',
  );
  expect(encodeError(() => User.encode({ maps: new Map() })).message).toBe(
    "testdata.map_hidden_globals.User.maps: expected a plain object, got an object (Map)",
  );
});

test("a message with fields names the one without that it holds", async () => {
  write("imports/money/v1/money.proto", "json=true");
  write("imports/shop/item.proto", "json=false");
  const url = write("imports/shop/order.proto", "json=true");
  const Order = messageTypes(await import(/* @vite-ignore */ url)).get("testdata.imports.shop.Order")!;
  const message = Order.create({ items: [{ name: "a" }, { name: "b" }], total: {} });
  expect(Order.decode(Order.encode(message))).toEqual(message);
  expect(toJson(Order, { total: {} })).toEqual({ total: {} });
  expect(() => toJson(Order, message)).toThrow(/^testdata\.imports\.shop\.Item is generated with json=false/);
  expect(encodeError(() => Order.encode({ items: [{}, { name: 5 }] })).message).toBe(
    "testdata.imports.shop.Order.items[1].name: invalid value, 5; generate testdata.imports.shop.Item with json=true to be told what is wrong with it",
  );
  expect(decodeError(() => Order.decode(wire("12 00 12 03 0a 01 ff"))).path).toBe(
    "testdata.imports.shop.Order.items[1].1",
  );
});
