import { type OptionDoc, optionDocs } from "../../src/plugin/options.js";
import { type Choice, coveringArray } from "./covering-array.js";

/** A set of options, and where its output stands. */
export interface Configuration {
  /** The folder of the output, and the name by which it is imported as if it were a package. */
  readonly name: string;
  readonly choice: Choice;
  /** What buf and protoc hand to the plugin. */
  readonly parameter: string;
}

/** Options whose values no list can hold, as they are set for the schema: `OUTPUT` stands for the name of the configuration. */
const samples: { readonly [option: string]: string } = {
  map_imports: "every-kind/prices/**:OUTPUT",
  rewrite_imports: "./**/part_pb.js:OUTPUT",
};

/** What the plugin refuses, and must say so. */
export const refused: readonly Choice[] = [{ runtime: "embed", js_import_style: "legacy_commonjs" }];

/** What each option may be set to: every value, every combination of targets, or a sample and nothing. */
export const values: ReadonlyMap<string, readonly (string | undefined)[]> = new Map(
  optionDocs.map((option) => [option.name, valuesOf(option)]),
);

/** Sets of options that have every pair of values between them. */
export const configurations: readonly Configuration[] = coveringArray(values, refused).map((choice, i) => {
  const name = `output-${i + 1}`;
  return { name, choice, parameter: parameterOf(choice, name) };
});

/** The options as buf and protoc hand them over. */
export function parameterOf(choice: Choice, name: string): string {
  return Object.entries(choice)
    .filter(([, value]) => value !== undefined)
    .map(([option, value]) => `${option}=${value?.replace("OUTPUT", name)}`)
    .join(",");
}

function valuesOf({ name, values, separator }: OptionDoc): readonly (string | undefined)[] {
  if (separator !== undefined)
    return combinations(values)
      .filter(canBeCompiledAndRun)
      .map((some) => some.join(separator));
  if (values.length > 1) return values;
  const sample = samples[name];
  if (sample === undefined) throw new Error(`the option ${name} has no list of values: add one to the samples`);
  return [undefined, sample];
}

/** Of a `.js` file without declarations, and of declarations alone, only half could be tested. */
function canBeCompiledAndRun(targets: readonly string[]): boolean {
  return targets.includes("ts") || (targets.includes("js") && targets.includes("dts"));
}

/** All but the empty one. */
function combinations([first, ...rest]: readonly string[]): string[][] {
  if (first === undefined) return [];
  const others = combinations(rest);
  return [[first], ...others.map((some) => [first, ...some]), ...others];
}
