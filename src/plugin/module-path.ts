import type { EcmaScriptPluginOptions } from "@bufbuild/protoplugin";

/** What of the options decides about paths. */
export type PathOptions = Pick<EcmaScriptPluginOptions, "mapImports" | "rewriteImports" | "importExtension">;

/** The paths of modules, by protoplugin's options `map_imports`, `rewrite_imports` and `import_extension`. */
export class ModulePaths {
  readonly #map: readonly { readonly pattern: RegExp; readonly target: string }[];
  readonly #rewrite: readonly { readonly pattern: RegExp; readonly target: string }[];
  readonly #extension: string;

  constructor({ mapImports, rewriteImports, importExtension }: PathOptions) {
    this.#map = mapImports.map(({ pattern, target }) => ({
      // A folder is all that is below it.
      pattern: glob(pattern.replace(/\/$/, "/**"), true),
      target: target.replace(/\/$/, ""),
    }));
    this.#rewrite = rewriteImports.map(({ pattern, target }) => ({ pattern: glob(pattern, false), target }));
    this.#extension = importExtension === "none" ? "" : `.${importExtension}`;
  }

  /** The module of a .proto file: `./acme/order_pb.js`, relative to the root of the output, or what `map_imports` says. */
  ofProtoFile(path: string): string {
    const target = this.#map.find(({ pattern }) => pattern.test(path))?.target ?? ".";
    return `${target}/${path.replace(/\.proto$/, "")}_pb.js`;
  }

  /** A module as an import names it, with `rewrite_imports` applied and the extension that is asked for. */
  rewritten(module: string): string {
    const target = this.#rewrite.find(({ pattern }) => pattern.test(module))?.target;
    let path = module;
    if (target !== undefined)
      path = RELATIVE.test(path) ? target.replace(/\/$/, "") + path.replace(RELATIVE, "/") : target;
    return RELATIVE.test(path) && path.endsWith(".js") ? path.slice(0, -3) + this.#extension : path;
  }
}

const RELATIVE = /^\.{1,2}\//;

/** A path below the root of the output, as a module below that root imports it. A package is a package from everywhere. */
export function relativeTo(importer: string, module: string): string {
  if (!RELATIVE.test(module)) return module;
  const from = segments(importer).slice(0, -1);
  const to = segments(module);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  const path = [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
  return RELATIVE.test(path) ? path : `./${path}`;
}

function segments(path: string): string[] {
  return path
    .replace(/^\.\//, "")
    .split("/")
    .filter((segment) => segment !== "");
}

/** A pattern of an option as protoplugin reads it: `*` is part of a segment, `**` with a slash any folders, and `**` alone anything. */
function glob(pattern: string, withAnything: boolean): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|[.+?^$(){}|[\]\\/]/g, (found) => {
    if (found === "**/") return "([^\\/]+\\/)*";
    if (found === "**") return withAnything ? ".*" : "[^\\/]*[^\\/]*";
    return found === "*" ? "[^\\/]*" : `\\${found}`;
  });
  return new RegExp(`^${source}$`);
}
