import { EMBEDDED } from "./embed.js";
import { type Origin, syntaxOf } from "./model/origin.js";
import type { Options } from "./options.js";
import type { OutputFile } from "./output-file.js";
import { PluginError } from "./plugin-error.js";
import { type PreambleOptions, preamble } from "./preamble.js";
import { COMMON_JS } from "./print.js";
import type { DescFile } from "./schema/descriptor.js";

/** What was generated for a .proto file. */
export interface GeneratedModule {
  readonly file: DescFile;
  /** The names that it exports; it is no module if there are none. */
  readonly exports: ReadonlySet<string>;
}

/**
 * Writes an `index` beside the modules of each folder, which exports what they export. A folder, and not a package, has an index:
 * buf starts the plugin for each folder by itself, so nothing can be written for what is spread over several. By the rules of
 * buf's linter the two are the same. Throws {@link PluginError} where two modules export one name.
 */
export function barrels(modules: readonly GeneratedModule[], options: BarrelOptions): OutputFile[] {
  return [...byFolder(modules)].map(([folder, members]) => {
    requireDistinctNames(members);
    if (options.runtime === "embed" && folder === `${EMBEDDED}/`) {
      throw new PluginError(
        `${members[0]!.file.proto.name}: its folder would have two indexes, that of the option barrel and that of ` +
          "runtime=embed: generate this file without one of the two",
      );
    }
    const paths = members.map(({ file }) =>
      JSON.stringify(`./${file.name.slice(folder.length)}_pb${EXTENSIONS[options.importExtension]}`),
    );
    const statements = options.commonJs
      ? [COMMON_JS_HEAD, ...paths.map((path) => `__exportStar(require(${path}), exports);\n`)]
      : paths.map((path) => `export * from ${path};\n`);
    const content = preamble(sharedOrigin(folder, members), options) + statements.join("");
    return { name: `${folder}index.${options.extension}`, content };
  });
}

/** What of the options an index depends on, and the extension of the files of the target. */
interface BarrelOptions extends Options, PreambleOptions {
  readonly importExtension: keyof typeof EXTENSIONS;
  readonly commonJs: boolean;
  readonly extension: string;
}

// Node finds the exports of a CommonJS module by reading it, and knows a call of this name.
const COMMON_JS_HEAD = `${COMMON_JS}
const __exportStar = (module, exports) => Object.assign(exports, module);
`;

const EXTENSIONS = { js: ".js", ts: ".ts", none: "" };

/** Modules by their folder, which is empty or ends in a slash; ordered by path, whatever the order in the request. */
function byFolder(modules: readonly GeneratedModule[]): Map<string, GeneratedModule[]> {
  const folders = new Map<string, GeneratedModule[]>();
  const inOrder = modules.toSorted((a, b) => (a.file.name < b.file.name ? -1 : 1));
  for (const module of inOrder.filter(({ exports }) => exports.size > 0)) {
    const folder = module.file.name.slice(0, module.file.name.lastIndexOf("/") + 1);
    const members = folders.get(folder);
    if (members === undefined) folders.set(folder, [module]);
    else members.push(module);
  }
  return folders;
}

function requireDistinctNames(modules: readonly GeneratedModule[]): void {
  const owners = new Map<string, DescFile>();
  for (const { file, exports } of modules) {
    for (const name of exports) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        throw new PluginError(
          `${file.proto.name}: exports ${name}, and so does ${owner.proto.name}, so no index can export both: ` +
            "rename one, give each package a folder of its own, or leave out the option barrel",
        );
      }
      owners.set(name, file);
    }
  }
}

/** The files of a folder as one, for the head of the index: with the package that they share, and no comments. */
function sharedOrigin(folder: string, modules: readonly GeneratedModule[]): Origin {
  const { file } = modules[0]!;
  const shared = modules.every((other) => other.file.proto.package === file.proto.package);
  return {
    path: `${folder}*.proto`,
    package: shared ? file.proto.package : "",
    syntax: syntaxOf(file),
    features: [],
    syntaxComments: [],
    packageComments: [],
  };
}
