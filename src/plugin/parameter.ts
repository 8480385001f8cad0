import type { EcmaScriptPluginOptions } from "@bufbuild/protoplugin";
import { completeParameter, type Options, parseOptions, type RawOption, split } from "./options.js";

/** All options: our own, those of protoplugin, and the parameter that gave them, with defaults filled in. */
export interface PluginOptions extends Options, EcmaScriptPluginOptions {
  readonly parameter: string;
}

/** What a request's parameter asks for. Throws PluginError for what no option takes. */
export function parseParameter(given: string): PluginOptions {
  const parameter = completeParameter(given);
  const options = parameter.split(",").map(split);
  const last = (name: string): string => options.findLast(({ key }) => key === name)?.value ?? "";
  const isOn = (name: string): boolean => ["true", "1"].includes(last(name));
  return {
    ...parseOptions(options),
    parameter,
    targets: [...new Set(last("target").split("+"))] as EcmaScriptPluginOptions["targets"],
    importExtension: last("import_extension") as EcmaScriptPluginOptions["importExtension"],
    jsImportStyle: last("js_import_style") === "legacy_commonjs" ? "legacy_commonjs" : "module",
    keepEmptyFiles: isOn("keep_empty_files"),
    tsNocheck: isOn("ts_nocheck"),
    elidePluginVersion: isOn("elide_plugin_version"),
    bootstrapWkt: isOn("bootstrap_wkt"),
    mapImports: pairs(options, "map_imports"),
    rewriteImports: pairs(options, "rewrite_imports"),
  };
}

/** The values of an option that may be given several times, `pattern:target`. */
function pairs(options: readonly RawOption[], name: string): { pattern: string; target: string }[] {
  return options
    .filter(({ key }) => key === name)
    .map(({ value }) => {
      const at = value.indexOf(":");
      return { pattern: value.slice(0, at), target: value.slice(at + 1) };
    });
}
