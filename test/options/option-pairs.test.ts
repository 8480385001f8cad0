import { extname } from "node:path";
import "temporal-polyfill/global";
import { fromBinary, toBinary, toJson as toTheirJson } from "@bufbuild/protobuf";
import {
  type CodeGeneratorRequest,
  CodeGeneratorRequestSchema,
  type CodeGeneratorResponse,
  CodeGeneratorResponseSchema,
} from "@bufbuild/protobuf/wkt";
import type { AnyMessageType, Extension } from "farcall";
import { beforeAll, describe, expect, test } from "vitest";
import type { plugin } from "../../src/plugin/plugin.js";
import type { respond } from "../../src/plugin/respond.js";
import { messageTypes } from "../golden/round-trip.js";
import { requestFor } from "../golden/run-plugin.js";
import { callOfEachKind } from "./call-of-each-kind.js";
import { type Configuration, configurations, parameterOf, refused, values } from "./configurations.js";
import { allPairs, type Choice, contains } from "./covering-array.js";
import { compileOutputs, writeOutput } from "./outputs.js";
import { buildPlugin } from "./package.js";
import { bundlePrograms, importProgram, type Program, programs } from "./programs.js";
import { sampleMessages } from "./sample-messages.js";
import { messages, registry, toGenerate } from "./schema.js";

/** The plugin, as it is published: bytes in, bytes out. */
let runPlugin: (request: CodeGeneratorRequest) => CodeGeneratorResponse;
const outputs = new Map<Configuration, ReadonlyMap<string, string>>();
let bundled: Promise<void> | undefined;

beforeAll(async () => {
  const built = (await buildPlugin("plugin", "respond")) as { plugin: typeof plugin; respond: typeof respond };
  runPlugin = (request) => {
    const parts = built.respond(built.plugin, toBinary(CodeGeneratorRequestSchema, request));
    return fromBinary(CodeGeneratorResponseSchema, Buffer.concat(parts));
  };
  for (const configuration of configurations) {
    const { error, file } = runPlugin(requestFor(toGenerate, configuration.parameter));
    if (error !== "") throw new Error(`${configuration.parameter}: ${error}`);
    const output = new Map(file.map(({ name, content }) => [name, content]));
    outputs.set(configuration, output);
    writeOutput(configuration, output);
  }
}, 120_000);

test("the configurations have every pair of values of two options that is not refused", () => {
  const pairs = allPairs(values).filter((pair) => !configurations.some(({ choice }) => contains(choice, pair)));
  expect(pairs.filter((pair) => !refused.some((wrong) => contains(pair, wrong)))).toEqual([]);
  expect(pairs).toHaveLength(refused.length);
});

test.each(refused)("%o is refused", (pair) => {
  expect(runPlugin(requestFor(toGenerate, parameterOf(pair, "output"))).error).toMatch(/^option /);
});

test("a target writes the same files whatever other targets there are", () => {
  const filesOf = (target: string): (readonly [string, string])[] =>
    runPlugin(requestFor(toGenerate, `target=${target},barrel=true`)).file.map(({ name, content }) => [
      name,
      content.replace(/^.* with parameter .*$/m, ""),
    ]);
  const targets = values.get("target")!;
  const alone = [...new Set(targets.flatMap((target) => target!.split("+")))].flatMap(filesOf);
  for (const target of targets) {
    const together = filesOf(target!);
    expect(together.length).toBeGreaterThan(0);
    expect(alone).toEqual(expect.arrayContaining(together));
  }
});

test("all relative imports of all files end as import_extension asks", () => {
  const suffixes = new Map([
    ["js", ".js"],
    ["ts", ".ts"],
    ["none", ""],
  ]);
  const imports = [...outputs].flatMap(([{ name, choice }, output]) =>
    [...output].flatMap(([path, content]) =>
      [...content.matchAll(/\b(?:from|import|require) ?\(?"(\.[^"]+)"/g)].map(([, module]) => ({
        importer: `${name}/${path}`,
        module: module!,
        suffix: suffixes.get(choice["import_extension"]!),
      })),
    ),
  );
  expect(new Set(imports.map(({ suffix }) => suffix))).toEqual(new Set(suffixes.values()));
  expect(imports.filter(({ module, suffix }) => extname(module) !== suffix)).toEqual([]);
});

test("the output of all configurations compiles under the strictest flags", async () => {
  expect(await compileOutputs()).toBe("");
}, 120_000);

for (const { configuration, form } of programs) {
  const { choice, parameter } = configuration;
  describe(`in ${form}, with ${parameter}`, () => {
    let program: Program;
    let types: ReadonlyMap<string, AnyMessageType>;

    beforeAll(async () => {
      bundled ??= bundlePrograms();
      await bundled;
      program = await importProgram({ configuration, form });
      types = new Map([program.kinds, program.part, program.price].flatMap((module) => [...messageTypes(module)]));
    }, 120_000);

    test("what is generated is what the options ask for", () => {
      const { kinds, part, index } = program;
      expect([...types.keys()].toSorted()).toEqual(messages.map(({ typeName }) => typeName).toSorted());
      expect(choice).toMatchObject(optionsSeenIn(types));
      expect(String("file_every_kind_kinds" in kinds)).toBe(choice["descriptors"]);
      expect("Kinds" in kinds).toBe(choice["services"] !== "none");
      expect("KindsClient" in kinds).toBe(choice["services"] === "both" || choice["services"] === "client");
      expect(index === undefined ? undefined : Object.keys(index).toSorted()).toEqual(
        choice["barrel"] === "true" ? Object.keys({ ...kinds, ...part }).toSorted() : undefined,
      );
    });

    test("messages round-trip, and their JSON is that of @bufbuild/protobuf", () => {
      const { createRegistry, equals, fromJson, toJson } = program.runtime;
      const ours = createRegistry(...types.values(), ...Object.values(program.kinds).filter(isExtension));
      for (const desc of messages) {
        const type = types.get(desc.typeName)!;
        for (const message of sampleMessages(desc, registry)) {
          const bytes = toBinary(desc, message);
          const decoded = type.decode(bytes);
          const encoded = type.encode(type.create(decoded));
          expect(hex(toBinary(desc, fromBinary(desc, encoded)))).toBe(hex(bytes));
          expect(type.decode(encoded)).toEqual(decoded);
          if (choice["json"] === "false") {
            // Where fields are required, decode reads the table of fields, and so it is there.
            if (type.$required === undefined)
              expect(() => toJson(type, decoded)).toThrow(/ is generated with json=false/);
            continue;
          }
          expect(equals(type, decoded, type.decode(encoded))).toBe(true);
          const json = toJson(type, decoded, { registry: ours });
          expect(json).toEqual(toTheirJson(desc, message, { registry }));
          expect(toJson(type, fromJson(type, json, { registry: ours }), { registry: ours })).toEqual(json);
        }
      }
    });

    if (choice["services"] !== "both") return;
    test("a call of each kind carries messages in both directions", async () => {
      const { kinds, node } = program;
      const sample = (name: string): SampleMessage => decodeSample(types, name);
      const { timestamp, duration } = sample("WellKnown");
      const wrapper = sample("Repeated")["wrappers"] as unknown[];
      const exchanges = {
        unary: { requests: [sample("Singular")], responses: [sample("Repeated")] },
        serverStreaming: { requests: [timestamp], responses: [sample("Choice"), sample("Choice")] },
        clientStreaming: { requests: [sample("Price"), sample("Price")], responses: [wrapper[0]] },
        bidiStreaming: { requests: [sample("Maps"), sample("Maps")], responses: [duration, duration] },
      };
      expect(await callOfEachKind({ kinds, node: node! }, exchanges)).toEqual(exchanges);
    });
  });
}

type SampleMessage = { readonly [property: string]: unknown };

/** A message with all that a sample of its type has. */
function decodeSample(types: ReadonlyMap<string, AnyMessageType>, name: string): SampleMessage {
  const desc = messages.find((message) => message.name === name)!;
  return types.get(desc.typeName)!.decode(toBinary(desc, sampleMessages(desc, registry)[1]!));
}

/** The options that messages show by what they hold. */
function optionsSeenIn(types: ReadonlyMap<string, AnyMessageType>): Choice {
  const singular = decodeSample(types, "Singular");
  const maps = decodeSample(types, "Maps");
  const { timestamp, duration } = decodeSample(types, "WellKnown");
  return {
    int64: typeof (singular["int64Value"] ?? singular["int64_value"]),
    timestamp: formOfTime(timestamp),
    duration: formOfTime(duration),
    map: (maps["byBool"] ?? maps["by_bool"]) instanceof Map ? "map" : "object",
    field_names: "int64Value" in singular ? "camel" : "proto",
  };
}

function formOfTime(time: unknown): string {
  if (time instanceof Date) return "date";
  return time instanceof Temporal.Instant || time instanceof Temporal.Duration ? "temporal" : "message";
}

function isExtension(value: unknown): value is Extension<unknown, unknown, unknown> {
  return typeof value === "object" && value !== null && "extendee" in value;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
