import { closest, distance } from "fastest-levenshtein";
import { PluginError } from "./plugin-error.js";

/** The options of the plugin that are its own; `PluginOptions` has those of protoplugin besides. */
export interface Options {
  /** Whether the output imports the runtime from the package, or has it beside itself. */
  readonly runtime: "import" | "embed";
  /** What is generated for a service: the stub, the interface of its implementation, both, or nothing. */
  readonly services: "both" | "client" | "server" | "none";
  /** How 64-bit integers are held in TypeScript, where a field's `jstype` does not say so. */
  readonly int64: "bigint" | "string" | "number";
  /** What a field of type google.protobuf.Timestamp is, where its option `(farcall.field)` does not say so. */
  readonly timestamp: "message" | "date" | "temporal";
  /** What a field of type google.protobuf.Duration is, where its option `(farcall.field)` does not say so. */
  readonly duration: "message" | "temporal";
  /** What a map field is: an object, or an ES Map with keys of their own type. */
  readonly map: "object" | "map";
  /** How the properties of messages are named. */
  readonly fieldNames: "camel" | "proto";
  /** Whether messages carry a table of their fields, for JSON and all other generic operations. */
  readonly json: boolean;
  /** Whether every file exports its descriptor. */
  readonly descriptors: boolean;
  /** Whether every folder gets an index of its modules. */
  readonly barrel: boolean;
}

/** One row of the README's table of options. */
export interface OptionDoc {
  readonly name: string;
  /** What may stand behind `=`, the default first. */
  readonly values: readonly string[];
  /** What joins several values, where that is allowed. */
  readonly separator?: string;
  readonly doc: string;
}

/** `name=value`, as buf and protoc hand it over. */
export interface RawOption {
  readonly key: string;
  readonly value: string;
}

/** What an option accepts. */
interface Grammar<T> {
  readonly values: readonly string[];
  readonly separator?: string;
  /** The value that `text` means, or `undefined` if it means none. */
  readonly parse: (text: string) => T | undefined;
}

type Option<T> = OptionDoc & Grammar<T>;

/** The options that this plugin adds to protoplugin's. */
const own: { readonly [K in keyof Options]: Option<Options[K]> } = {
  runtime: {
    name: "runtime",
    ...oneOf("import", "embed"),
    doc: "Import the runtime from the package `farcall`, or write what is needed of it into the folder `farcall` of the output, which then needs no package.",
  },
  services: {
    name: "services",
    ...oneOf("both", "client", "server", "none"),
    doc: "What to generate for a service: the client stub, the interface that a server implements, both, or nothing.",
  },
  int64: {
    name: "int64",
    ...oneOf("bigint", "string", "number"),
    doc: "The type of 64-bit integers, where a field's `jstype` asks for no other. `number` refuses what it cannot hold exactly.",
  },
  timestamp: {
    name: "timestamp",
    ...oneOf("message", "date", "temporal"),
    doc: "What `google.protobuf.Timestamp` is: a message, a `Date` (exact to the millisecond), or a `Temporal.Instant`.",
  },
  duration: {
    name: "duration",
    ...oneOf("message", "temporal"),
    doc: "What `google.protobuf.Duration` is: a message, or a `Temporal.Duration`.",
  },
  map: {
    name: "map",
    ...oneOf("object", "map"),
    doc: "What a map field is: an object, whose keys are strings, or a `Map`, whose keys are of their own type.",
  },
  fieldNames: {
    name: "field_names",
    ...oneOf("camel", "proto"),
    doc: "The names of properties: `fooBar`, or `foo_bar` as the `.proto` file has it.",
  },
  json: {
    name: "json",
    ...flag(true),
    doc: "Carry what JSON, text, `equals`, `clone`, `merge`, field masks and `maxElements` have to know of the fields. Without it, messages are binary only, and smaller.",
  },
  descriptors: {
    name: "descriptors",
    ...flag(true),
    doc: "Export the descriptor of every file, `file_acme_shop_v1_order`, which a bundle carries only where it is imported.",
  },
  barrel: {
    name: "barrel",
    ...flag(),
    doc: "Write an `index.ts` (or `.js`, `.d.ts`) into each folder, which exports what the files of the folder export.",
  },
};

/** Options of protoplugin with another default than protoplugin's, which the head of a file always shows. */
const overridden: readonly Option<unknown>[] = [
  {
    name: "target",
    ...someOf("ts", "js", "dts"),
    doc: "What to write: `.ts`, `.js` and `.d.ts` files, several of them joined with `+`.",
  },
  {
    name: "import_extension",
    ...oneOf("js", "ts", "none"),
    doc: "The extension of relative imports.",
  },
  {
    name: "ts_nocheck",
    ...flag(true),
    doc: "Put `@ts-nocheck` at the head of `.ts` and `.js` files: the compiler takes their types, and does not check their code.",
  },
];

/** Options of protoplugin as they are. */
const inherited: readonly Option<unknown>[] = [
  {
    name: "js_import_style",
    ...oneOf("module", "legacy_commonjs"),
    doc: "Whether `.js` files use `import` or `require`.",
  },
  {
    name: "keep_empty_files",
    ...flag(),
    doc: "Write a file even for a `.proto` that has nothing to generate, as Bazel wants it.",
  },
  {
    name: "elide_plugin_version",
    ...flag(),
    doc: "Leave the plugin's version out of the head of every file.",
  },
  {
    name: "bootstrap_wkt",
    ...flag(),
    doc: "Import the well-known types from files that are generated too, instead of from `farcall/wkt`.",
  },
  {
    name: "map_imports",
    ...pair("<proto pattern>:<module>", /^[^:]+:.+$/s),
    doc: "Import what matching `.proto` files generate from another package. May be given several times.",
  },
  {
    name: "rewrite_imports",
    ...pair("<module pattern>:<module>", /^[^:]*:/s),
    doc: "Rewrite matching import paths of the output. May be given several times.",
  },
];

const all: readonly Option<unknown>[] = [...Object.values<Option<unknown>>(own), ...overridden, ...inherited];

/** Every option there is, for the README and `--help`. */
export const optionDocs: readonly OptionDoc[] = all;

/**
 * The parameter of a request with our defaults filled in, every option of it known and well-formed.
 * Throws {@link PluginError} for one that is not, and suggests the nearest.
 */
export function completeParameter(parameter: string): string {
  const given = parameter
    .split(",")
    .filter((raw) => raw !== "")
    .map((raw) => ({ raw, ...split(raw) }));
  for (const { key, value } of given) {
    parse(find(key), value);
  }
  const missing = overridden.filter(({ name }) => !given.some(({ key }) => key === name));
  return [...given.map(({ raw }) => raw), ...missing.map(({ name, values }) => `${name}=${values[0]}`)].join(",");
}

/** Our own options among those given. Throws {@link PluginError}. */
export function parseOptions(raw: readonly RawOption[]): Options {
  for (const { key } of raw) {
    find(key);
  }
  const value = <K extends keyof Options>(key: K): Options[K] => {
    const option = own[key];
    const given = raw.findLast(({ key }) => key === option.name);
    return parse(option, given?.value ?? option.values[0]!);
  };
  return {
    runtime: value("runtime"),
    services: value("services"),
    int64: value("int64"),
    timestamp: value("timestamp"),
    duration: value("duration"),
    map: value("map"),
    fieldNames: value("fieldNames"),
    json: value("json"),
    descriptors: value("descriptors"),
    barrel: value("barrel"),
  };
}

/** Splits `name=value`. */
export function split(raw: string): RawOption {
  const at = raw.indexOf("=");
  return at < 0 ? { key: raw, value: "" } : { key: raw.slice(0, at), value: raw.slice(at + 1) };
}

function find(name: string): Option<unknown> {
  const option = all.find((candidate) => candidate.name === name);
  if (option === undefined) {
    const names = all.map((candidate) => candidate.name);
    const hint = nearest(name, names) ?? `the options are ${names.join(", ")}`;
    throw new PluginError(`option "${name}" is unknown; ${hint}`);
  }
  return option;
}

function parse<T>(option: Option<T>, text: string): T {
  const value = option.parse(text);
  if (value === undefined) {
    throw new PluginError(`option ${option.name}: ${complain(option, text)}`);
  }
  return value;
}

function complain({ values, separator, parse }: Option<unknown>, text: string): string {
  const items = separator === undefined ? [text] : text.split(separator);
  const slip = items.find((item) => parse(item) === undefined) ?? text;
  const expected = values.length === 1 ? `of the form ${values[0]}` : `one of ${values.join(", ")}`;
  const hint = nearest(slip, values);
  return `"${slip}" is not ${expected}${hint === undefined ? "" : `; ${hint}`}`;
}

/** Asks for the candidate that is near enough to be meant: at most two slips, or half of a short word. */
function nearest(text: string, candidates: readonly string[]): string | undefined {
  const guess = closest(text.toLowerCase(), candidates);
  const near = distance(text.toLowerCase(), guess) <= Math.min(2, Math.ceil(text.length / 2));
  return near ? `did you mean "${guess}"?` : undefined;
}

function oneOf<const T extends string>(...values: readonly [T, ...T[]]): Grammar<T> {
  return { values, parse: (text) => values.find((value) => value === text) };
}

function someOf(...values: readonly [string, ...string[]]): Grammar<readonly string[]> {
  return {
    values,
    separator: "+",
    parse(text) {
      const items = text.split("+");
      return items.every((item) => values.includes(item)) ? items : undefined;
    },
  };
}

function flag(byDefault = false): Grammar<boolean> {
  const meanings = new Map([
    ["false", false],
    ["0", false],
    ["true", true],
    ["1", true],
  ]);
  return { values: [String(byDefault), String(!byDefault)], parse: (text) => meanings.get(text) };
}

function pair(form: string, pattern: RegExp): Grammar<string> {
  return { values: [form], parse: (text) => (pattern.test(text) ? text : undefined) };
}
