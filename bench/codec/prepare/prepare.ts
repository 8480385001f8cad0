/** Fills a folder in .cache with all that is measured, by the versions in package.json. Needs `npm run build`. */
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundle, bundleAlone } from "./bundle.js";
import { generateOwn, generatePeers, peers } from "./generate.js";
import { writeDescriptors, writeSchemas } from "./schemas.js";

const bench = fileURLToPath(new URL("../../", import.meta.url));

/** A folder of the cache, with a slash at its end. */
export function cacheFolder(name: string): string {
  return fileURLToPath(new URL(`../../../.cache/${name}/`, import.meta.url));
}

/** farcall alone, for the program of `npm run bench:count`. */
export async function prepareOwn(cache: string): Promise<void> {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  writeSchemas(`${cache}proto/`);
  writeDescriptors(`${cache}descriptors.binpb`);
  generateOwn(cache);
  await bundleAlone(cache, `${bench}count/program.ts`);
}

/** farcall and all others, for the program of `npm run bench:codec`. */
export async function prepareAll(cache: string): Promise<void> {
  await prepareOwn(cache);
  generatePeers(cache);
  await bundle(cache, ["farcall", ...peers], `${bench}codec/program.ts`);
}

/** farcall and those that know JSON, for the program of `npm run bench:json`. */
export async function prepareJson(cache: string): Promise<void> {
  await prepareOwn(cache);
  generatePeers(cache, true);
  await bundle(cache, ["farcall", ...peers], `${bench}json/program.ts`);
}
