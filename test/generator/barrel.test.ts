import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type CodeGeneratorResponse, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { expect, test } from "vitest";
import * as fromJs from "../golden/cases/imports/js-barrel/shop/index.js";
import * as fromTs from "../golden/cases/imports/ts-barrel/shop/index.js";
import * as item from "../golden/cases/imports/ts-barrel/shop/item_pb.js";
import * as order from "../golden/cases/imports/ts-barrel/shop/order_pb.js";
import { cases } from "../golden/image.js";
import { generate, requestFor, runPlugin } from "../golden/run-plugin.js";

const shop = ["imports/shop/item.proto", "imports/shop/order.proto"];

function indexOf(paths: readonly string[], parameter: string): string | undefined {
  return [...generate(requestFor(paths, parameter))].find(([path]) => path.endsWith("index.ts"))?.[1];
}

type FileInit = Omit<MessageInitShape<typeof FileDescriptorProtoSchema>, "$typeName">;

/** What the plugin says to two files of one folder. */
function pair(first: FileInit, second: FileInit, parameter: string): CodeGeneratorResponse {
  const files = Object.entries({ first, second }).map(([name, init]) =>
    create(FileDescriptorProtoSchema, { name: `acme/${name}.proto`, package: "acme", syntax: "proto3", ...init }),
  );
  return runPlugin({ fileToGenerate: files.map(({ name }) => name), protoFile: files, parameter });
}

test("no index is written without the option", () => {
  expect(indexOf(shop, "")).toBeUndefined();
});

test("an index exports what the modules of its folder export", () => {
  const expected = Object.keys({ ...item, ...order }).sort();
  expect(expected).toContain("OrdersClient");
  expect(Object.keys(fromTs).sort()).toEqual(expected);
  expect(Object.keys(fromJs).sort()).toEqual(expected);
  expect(fromTs.Order).toBe(order.Order);
});

test("a folder has an index of its own, and none of the folders below", () => {
  const paths = cases.find(({ name }) => name === "imports")!.files;
  const indexes = [...generate(requestFor(paths, "barrel=true"))].filter(([path]) => path.endsWith("index.ts"));
  const exported = indexes.map(([path, content]) => [
    path,
    [...content.matchAll(/from "(.*)"/g)].map(([, from]) => from),
  ]);
  expect(Object.fromEntries(exported)).toEqual({
    "imports/money/v1/index.ts": ["./money_pb.js"],
    "imports/shop/index.ts": ["./item_pb.js", "./order_pb.js"],
  });
});

test.each(["ts", "js+dts"])("the indexes of target=%s are the same folder by folder, and in any order", (target) => {
  const paths = cases.filter(({ name }) => /^(import|paths)/.test(name)).flatMap(({ files }) => files);
  const parameter = `target=${target},barrel=true`;
  const together = generate(requestFor(paths, parameter));
  expect(generate(requestFor(paths.toReversed(), parameter))).toEqual(together);
  const folders = [...new Set(paths.map(dirname))].map((folder) => paths.filter((path) => dirname(path) === folder));
  expect(new Map(folders.flatMap((files) => [...generate(requestFor(files, parameter))]))).toEqual(together);
});

test.each([
  ["js", "./item_pb.js"],
  ["ts", "./item_pb.ts"],
  ["none", "./item_pb"],
])("import_extension=%s is obeyed", (extension, module) => {
  expect(indexOf(shop, `barrel=true,import_extension=${extension}`)).toContain(`export * from "${module}";`);
});

test("Node finds the exports of a CommonJS index by their names", () => {
  const folder = mkdtempSync(join(tmpdir(), "farcall-"));
  try {
    const output = generate(requestFor(shop, "target=js,js_import_style=legacy_commonjs,barrel=true"));
    mkdirSync(join(folder, "imports/shop"), { recursive: true });
    writeFileSync(join(folder, "imports/shop/index.js"), output.get("imports/shop/index.js")!);
    writeFileSync(join(folder, "imports/shop/item_pb.js"), 'exports.Item = "item";');
    writeFileSync(join(folder, "imports/shop/order_pb.js"), 'exports.Order = "order";');
    writeFileSync(
      join(folder, "main.mjs"),
      'import { Item, Order } from "./imports/shop/index.js"; console.log(Item, Order);',
    );
    expect(execFileSync(process.execPath, [join(folder, "main.mjs")], { encoding: "utf8" })).toBe("item order\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(["barrel=true", "barrel=true,keep_empty_files=true"])(
  "with %s a file that exports nothing is left out",
  (parameter) => {
    expect(indexOf(["empty.proto"], parameter)).toBeUndefined();
    expect(indexOf(["empty.proto", "oneof.proto"], parameter)).not.toContain("empty_pb");
  },
);

test("a name that two files export is an error that says which, and what to do", () => {
  const { error, file } = pair(
    { messageType: [{ name: "Order" }] },
    { messageType: [{ name: "OrderInit" }] },
    "barrel=true",
  );
  expect(error).toBe(
    "acme/second.proto: exports OrderInit, and so does acme/first.proto, so no index can export both: " +
      "rename one, give each package a folder of its own, or leave out the option barrel",
  );
  expect(file).toEqual([]);
});

test("only what is generated counts as a name", () => {
  const service: FileInit = { service: [{ name: "Orders" }] };
  const namesake: FileInit = { messageType: [{ name: "OrdersClient" }] };
  expect(pair(service, namesake, "barrel=true").error).toContain("OrdersClient");
  expect(pair(service, namesake, "barrel=true,services=server").error).toBe("");
});

test("types are no exports of a .js file", () => {
  const message: FileInit = { messageType: [{ name: "Order" }] };
  const namesake: FileInit = { messageType: [{ name: "OrderInit" }] };
  expect(pair(message, namesake, "barrel=true,target=js").error).toBe("");
  expect(pair(message, namesake, "barrel=true,target=js+dts").error).toContain("OrderInit");
});

test("a folder whose index is that of the embedded runtime gets no other", () => {
  const { error } = runPlugin(requestFor(["farcall/options.proto"], "barrel=true,runtime=embed"));
  expect(error).toMatch(/^farcall\/options\.proto: .*two indexes.*: generate this file without one of the two$/);
});
