import { describe, expect, test } from "vitest";
import { generate, requestFor } from "../golden/run-plugin.js";
import { declarations, isDeprecated, jsDoc, parse } from "./syntax-tree.js";

function output(path: string, target: "ts" | "dts" = "ts") {
  const [[name, content] = ["", ""]] = generate(requestFor([path], `target=${target}`));
  return { file: parse(name, content), content };
}

describe.each(["ts", "dts"] as const)("%s: comments of the schema become JSDoc", (target) => {
  const { file, content } = output("comments.proto", target);

  test.each([
    ["Commented", "A message with comments everywhere."],
    ["Commented", "In two paragraphs, with `code`, a list:\n  - one\n  - two"],
    ["Commented", "Trails the brace of the message."],
    ["CommentedInit.leading", "Leads the field."],
    ["CommentedInit.trailing", "Trails the field."],
    ["CommentedInit.both", "Leads."],
    ["CommentedInit.both", "And trails."],
    ["CommentedInit.block", "A block comment."],
    ["CommentedInit.choice", "Leads the oneof."],
    ["CommentedInit.entries", "Leads the map."],
    ["Commented_Nested", "Leads the nested message."],
    ["Commented_Kind", "Leads the nested enum."],
    ["ServiceClient", "Leads the service."],
    ["ServiceClient.get", "Leads the method."],
    ["ServiceClient.get", "Trails the method."],
    ["ServiceServer", "Leads the service."],
    ["ServiceServer.get", "Leads the method."],
  ])("%s: %s", (path, text) => {
    expect(declarations(file, path).map(jsDoc).join("\n")).toContain(text);
  });

  test.each([
    "Leads the member.",
    "Leads the value.",
    "Trails the value.",
    "A detached comment above the syntax.",
    "The comment of the syntax.",
    "A detached comment above the package.",
    "The comment of the package.",
    "A detached comment above the message.",
    "A second one,",
    "Detached above the service.",
  ])("%s", (text) => {
    expect(content).toContain(text);
  });

  test.each([
    ["Commented", "testdata.comments.Commented"],
    ["Commented_Nested", "testdata.comments.Commented.Nested"],
    ["Commented_Kind", "testdata.comments.Commented.Kind"],
    ["CommentedInit.leading", "leading = 1"],
    ["CommentedInit.entries", "entries = 6"],
    ["ServiceClient", "testdata.comments.Service"],
    ["ServiceClient.get", "testdata.comments.Service.Get"],
    ["ServiceServer.get", "testdata.comments.Service.Get"],
  ])("%s says that it was generated from %s", (path, text) => {
    expect(declarations(file, path).map(jsDoc).join("\n")).toContain(text);
  });
});

describe.each(["ts", "dts"] as const)("%s: what is deprecated in the schema is deprecated for editors", (target) => {
  const { file } = output("deprecated.proto", target);

  test.each([
    "Old",
    "Old.alias",
    "OldInit.alias",
    "Mode",
    "OldServiceClient",
    "OldServiceClient.get",
    "OldServiceServer.get",
  ])("%s", (path) => {
    const found = declarations(file, path);
    expect(found.length).toBeGreaterThan(0);
    expect(found.some(isDeprecated)).toBe(true);
  });

  test("and nothing else is", () => {
    expect(declarations(file, "Old.name").some(isDeprecated)).toBe(false);
    expect(declarations(output("comments.proto", target).file, "Commented").some(isDeprecated)).toBe(false);
  });

  test("all of a file that is deprecated as a whole", () => {
    const whole = output("deprecated-file.proto", target).file;
    for (const name of ["Any", "Kind"]) expect(declarations(whole, name).some(isDeprecated)).toBe(true);
  });
});
