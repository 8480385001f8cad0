/** An import statement as protoplugin writes it, for modules and for CommonJS. */
const IMPORT = /^((?:import (?:type )?|const )\{ )(.+)( \} (?:from|= require\().*)$/gm;

/**
 * Sorts the names of each import statement by their characters' codes. Protoplugin sorts them by the rules of the user's
 * language, in which `z` may come before `u`; but output must be the same everywhere.
 */
export function sortImports(content: string): string {
  return content.replace(IMPORT, (_, before: string, names: string, after: string) => {
    return before + names.split(", ").sort().join(", ") + after;
  });
}
