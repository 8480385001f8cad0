import { expect, test } from "vitest";
import { completeParameter, optionDocs, parseOptions } from "./options.js";

test("fills in the defaults that differ from protoplugin's", () => {
  expect(completeParameter("")).toBe("target=ts,import_extension=js,ts_nocheck=true");
  expect(completeParameter("target=js+dts,services=client")).toBe(
    "target=js+dts,services=client,import_extension=js,ts_nocheck=true",
  );
  const given = "import_extension=none,ts_nocheck=false,target=ts";
  expect(completeParameter(given)).toBe(given);
});

test("drops the empty options that joining leaves behind", () => {
  expect(completeParameter(",services=none,,")).toBe("services=none,target=ts,import_extension=js,ts_nocheck=true");
});

test("generates both sides of a service by default", () => {
  expect(parseOptions([])).toMatchObject({ services: "both" });
});

test.each(["both", "client", "server", "none"] as const)("takes services=%s", (services) => {
  expect(parseOptions([{ key: "services", value: services }])).toMatchObject({ services });
});

test("lets the last of two equal options win, as protoplugin does", () => {
  const twice = [
    { key: "services", value: "client" },
    { key: "services", value: "server" },
  ];
  expect(parseOptions(twice)).toMatchObject({ services: "server" });
});

test.each([
  ["servces=both", 'option "servces" is unknown; did you mean "services"?'],
  ["Services=both", 'option "Services" is unknown; did you mean "services"?'],
  [" target=ts", 'option " target" is unknown; did you mean "target"?'],
  ["import_extention=js", 'option "import_extention" is unknown; did you mean "import_extension"?'],
  ["services=clint", 'option services: "clint" is not one of both, client, server, none; did you mean "client"?'],
  ["services", 'option services: "" is not one of both, client, server, none'],
  ["services=constructor", 'option services: "constructor" is not one of both, client, server, none'],
  ["import_extension=mjs", 'option import_extension: "mjs" is not one of js, ts, none; did you mean "js"?'],
  ["target=ts+jss", 'option target: "jss" is not one of ts, js, dts; did you mean "js"?'],
  ["ts_nocheck=tru", 'option ts_nocheck: "tru" is not one of true, false; did you mean "true"?'],
  ["keep_empty_files=toString", 'option keep_empty_files: "toString" is not one of false, true'],
  ["map_imports=acme", 'option map_imports: "acme" is not of the form <proto pattern>:<module>'],
])("refuses %s and suggests the nearest", (parameter, message) => {
  expect(() => completeParameter(parameter)).toThrow(expect.objectContaining({ name: "PluginError", message }));
});

test("lists all options when none is near", () => {
  const names = optionDocs.map(({ name }) => name).join(", ");
  expect(() => completeParameter("grpc=true")).toThrow(`option "grpc" is unknown; the options are ${names}`);
  expect(() => parseOptions([{ key: "grpc", value: "true" }])).toThrow(names);
});

test("takes every value that the table documents", () => {
  for (const { name, values } of optionDocs) {
    for (const value of values) {
      expect(completeParameter(`${name}=${value}`)).toContain(`${name}=${value}`);
    }
  }
});
