import { create, type DescFile } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { Schema } from "@bufbuild/protoplugin";
import { EMBEDDED } from "./embed.js";
import type { Options } from "./options.js";
import { PluginError } from "./plugin-error.js";

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
export function generateBarrels(schema: Schema<Options>, modules: readonly GeneratedModule[], extension: string): void {
  for (const [folder, members] of byFolder(modules)) {
    requireDistinctNames(members);
    if (schema.options.runtime === "embed" && folder === `${EMBEDDED}/`) {
      throw new PluginError(
        `${members[0]!.file.proto.name}: its folder would have two indexes, that of the option barrel and that of ` +
          "runtime=embed: generate this file without one of the two",
      );
    }
    const barrel = schema.generateFile(`${folder}index.${extension}`);
    barrel.preamble(allOf(folder, members));
    const asCommonJs = barrel.jsImportStyle === "legacy_commonjs";
    // Node finds the exports of a CommonJS module by reading it, and knows a call of this name.
    if (asCommonJs) barrel.print("const __exportStar = (module, exports) => Object.assign(exports, module);");
    for (const { file } of members) {
      const module = JSON.stringify(
        `./${file.name.slice(folder.length)}_pb${EXTENSIONS[schema.options.importExtension]}`,
      );
      barrel.print(asCommonJs ? `__exportStar(require(${module}), exports);` : `export * from ${module};`);
    }
  }
}

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
function allOf(folder: string, modules: readonly GeneratedModule[]): DescFile {
  const { file } = modules[0]!;
  const shared = modules.every((other) => other.file.proto.package === file.proto.package);
  const proto = create(FileDescriptorProtoSchema, {
    package: shared ? file.proto.package : "",
    edition: file.proto.edition,
  });
  return { ...file, name: `${folder}*`, proto };
}
