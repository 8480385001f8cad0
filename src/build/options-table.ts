/** `npm run options`: writes the table of the plugin's options into README.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { optionDocs } from "../plugin/options.js";

const BEGIN = "<!-- options -->";
const END = "<!-- /options -->";

const rows = optionDocs.map(({ name, values, doc }) => {
  const choices = values.map((value) => `\`${value}\``).join(", ");
  return `| \`${name}\` | ${choices} | ${doc} |`;
});
const table = ["| option | values, the default first | |", "|---|---|---|", ...rows].join("\n");

const readme = readFileSync("README.md", "utf8");
const begin = readme.indexOf(BEGIN);
const end = readme.indexOf(END);
if (begin < 0 || end < begin) throw new Error(`README.md: the marks ${BEGIN} and ${END} are missing: put them back`);
writeFileSync("README.md", `${readme.slice(0, begin + BEGIN.length)}\n${table}\n${readme.slice(end)}`);
