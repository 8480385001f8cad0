#!/usr/bin/env node
import { buffer } from "node:stream/consumers";
import { optionDocs } from "./options.js";
import { plugin } from "./plugin.js";
import { PluginError } from "./plugin-error.js";
import { respond } from "./respond.js";

const usage = `${plugin.name} ${plugin.version} generates TypeScript from Protocol Buffers. It is a plugin: buf or protoc starts it,
hands it a CodeGeneratorRequest on stdin and takes a CodeGeneratorResponse from stdout.

With buf, put this into buf.gen.yaml and run "npx buf generate":

  version: v2
  inputs:
    - directory: proto
  plugins:
    - local: ${plugin.name}
      out: src/gen
      opt:
        - target=ts

With protoc:

  protoc --plugin=node_modules/.bin/${plugin.name} --farcall_out=src/gen --farcall_opt=target=ts -I proto proto/*.proto

Options, the default first:

${optionDocs.map(({ name, values, doc }) => `  ${name}=${values.join("|")}\n      ${doc}`).join("\n")}
`;

async function main(args: readonly string[]): Promise<void> {
  const [flag] = args;
  if (flag === "--version" || flag === "-v") {
    process.stdout.write(`${plugin.name} ${plugin.version}\n`);
  } else if (flag === "--help" || flag === "-h") {
    process.stdout.write(usage);
  } else if (flag !== undefined) {
    fail(`argument "${flag}" is unknown; options go into buf.gen.yaml or --farcall_opt, see --help`);
  } else if (process.stdin.isTTY) {
    process.stderr.write(usage);
    process.exitCode = 1;
  } else {
    process.stdout.write(respond(plugin, await buffer(process.stdin)));
  }
}

function fail(message: string): void {
  process.stderr.write(`${plugin.name}: ${message}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof PluginError)) {
    throw error;
  }
  fail(error.message);
});
