import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Plugin } from "rolldown";
import rollupPluginLicense, { type Dependency } from "rollup-plugin-license";

/** Its types tell of an ES module with a default export, but it is CommonJS. */
const license = rollupPluginLicense as unknown as typeof rollupPluginLicense.default;

/**
 * Rolldown plugins that write the notices of every package the bundle carries to `file`: its license text, or, for a package
 * that ships none, the distinct headers of its bundled modules.
 */
export function thirdPartyNotices(file: string): Plugin[] {
  const headers = new Map<string, Set<string>>();
  const collectHeaders: Plugin = {
    name: "collect-headers",
    async renderChunk(_code, chunk) {
      const bundled = Object.entries(chunk.modules).filter(([, module]) => module.renderedLength > 0);
      for (const [id] of bundled.filter(([id]) => id.includes("/node_modules/"))) {
        const header = /^(?:\/\/.*\n)+/
          .exec(await readFile(id, "utf8"))?.[0]
          .replace(/^\/\/ ?/gm, "")
          .trim();
        if (header !== undefined) {
          const name = await packageOf(id);
          headers.set(name, (headers.get(name) ?? new Set()).add(header));
        }
      }
      return null;
    },
  };
  const writeNotices = license({
    thirdParty: {
      output: { file: resolve(file), template: (dependencies) => render(dependencies, headers) },
    },
  });
  // Written for Rollup, whose plugin type differs from Rolldown's in hooks that this plugin does not have.
  return [collectHeaders, writeNotices as unknown as Plugin];
}

function render(dependencies: Dependency[], headers: ReadonlyMap<string, ReadonlySet<string>>): string {
  const sections = dependencies
    .toSorted((a, b) => (`${a.name}` < `${b.name}` ? -1 : 1))
    .map(({ name, version, license, homepage, licenseText, noticeText }) => {
      const texts =
        licenseText === null ? withoutContinuations([...(headers.get(`${name}`) ?? [])]) : [licenseText.trim()];
      if (texts.length === 0) {
        throw new Error(`${name}: found neither a license file nor a license header to put into the notices`);
      }
      return [`${name} ${version} (${license})\n${homepage}`, ...texts, noticeText?.trim()]
        .filter(Boolean)
        .join("\n\n");
    });
  return [
    "farcall's plugin, dist/plugin/protoc-gen-farcall.js, carries code of the packages below. The runtime carries none.\n" +
      "The text of the Apache License 2.0 is in the file LICENSE.",
    ...sections,
  ].join(`\n\n${"-".repeat(80)}\n\n`);
}

/** `texts` less those that go on after another of them: a header with a comment right behind it. */
function withoutContinuations(texts: readonly string[]): string[] {
  return texts.filter((text) => !texts.some((other) => other !== text && text.startsWith(other))).sort();
}

/** The name of the package that the module at `path` belongs to. */
async function packageOf(path: string): Promise<string> {
  const folder = dirname(path);
  const manifest = join(folder, "package.json");
  const { name } = existsSync(manifest) ? JSON.parse(await readFile(manifest, "utf8")) : {};
  return name ?? packageOf(folder);
}
