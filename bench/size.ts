/**
 * `npm run size`: what the smallest pages ship, gzipped, with farcall and with others. Fails if farcall's are larger than they may be, or
 * if the README says something else.
 *
 *     npm run size -- --write      writes the table into README.md
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundlers, gzipped } from "./size/bundle.js";
import { type Contender, contenders } from "./size/pages.js";

/** How much a page may ship, in bytes. */
const LIMITS = { encode: 3 * 1024, json: 9 * 1024 };
const pages = ["encode", "json"] as const;

const root = fileURLToPath(new URL("..", import.meta.url));
const here = `${root}bench/size`;
const folder = `${root}.cache/size`;

generate();
const measured = await Promise.all(contenders.map(measure));
const faults = [...pages.flatMap(exceeding), ...tableFaults()];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

interface Sizes {
  readonly name: string;
  /** By page and bundler. */
  readonly sizes: { readonly [page in (typeof pages)[number]]: { readonly [bundler: string]: number } };
}

/** The code that the pages import. */
function generate(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/node_modules`, { recursive: true });
  symlinkSync(root, `${folder}/node_modules/farcall`);
  // A project of its own: inside of the package, its name would mean the folder itself.
  writeFileSync(`${folder}/package.json`, JSON.stringify({ name: "page", private: true, type: "module" }));
  const template = {
    version: "v2",
    plugins: [
      { local: ["node", `${root}dist/plugin/protoc-gen-farcall.js`], out: `${folder}/farcall`, opt: ["target=js"] },
      { local: "protoc-gen-es", out: `${folder}/es`, opt: ["target=js", "import_extension=js"] },
    ],
  };
  execFileSync("buf", ["generate", "--template", JSON.stringify(template)], { cwd: here, stdio: "inherit" });
  const form = ["-t", "static-module", "-w", "es6", "--no-verify", "--no-delimited"];
  execFileSync("pbjs", [...form, "-o", `${folder}/pbjs.js`, `${here}/small.proto`], { stdio: "inherit" });
}

async function measure(contender: Contender): Promise<Sizes> {
  const sizes = { encode: {} as Record<string, number>, json: {} as Record<string, number> };
  for (const page of pages) {
    const entry = `${folder}/${contender.name.replaceAll(/\W/g, "-")}-${page}.js`;
    writeFileSync(entry, contender[page]);
    for (const [bundler, bundle] of Object.entries(bundlers)) sizes[page][bundler] = gzipped(await bundle(entry));
  }
  return { name: contender.name, sizes };
}

function exceeding(page: (typeof pages)[number]): string[] {
  return Object.entries(measured[0]!.sizes[page])
    .filter(([, size]) => size >= LIMITS[page])
    .map(
      ([bundler, size]) =>
        `farcall's page "${page}" is ${size} bytes with ${bundler}: less than ${LIMITS[page]} are allowed`,
    );
}

/** Prints the table, and compares it with that of the README or writes it there. */
function tableFaults(): string[] {
  const kilobytes = (size: number) => `${(size / 1024).toFixed(1)} KB`;
  const columns = pages.flatMap((page) => Object.keys(bundlers).map((bundler) => ({ page, bundler })));
  const titles = { encode: "encodes one small message", json: "and reads and writes its JSON" };
  const table = [
    `| a page that, gzipped | ${columns.map(({ page, bundler }) => `${titles[page]}, ${bundler}`).join(" | ")} |`,
    `|---|${"---|".repeat(columns.length)}`,
    ...measured.map(
      ({ name, sizes }) =>
        `| ${name} | ${columns.map(({ page, bundler }) => kilobytes(sizes[page][bundler]!)).join(" | ")} |`,
    ),
  ].join("\n");
  console.log(table);
  console.log(`farcall in bytes: ${JSON.stringify(measured[0]!.sizes)}`);

  const path = `${root}README.md`;
  const readme = readFileSync(path, "utf8");
  const written = readme.replace(/(<!-- sizes -->\n).*?(?=\n<!-- \/sizes -->)/s, `$1${table}`);
  if (process.argv.includes("--write")) writeFileSync(path, written);
  else if (written !== readme) return ["README.md has another table of sizes; run: npm run size -- --write"];
  return [];
}
