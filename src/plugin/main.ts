#!/usr/bin/env node
import { fstatSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { optionDocs } from "./options.js";
import { plugin } from "./plugin.js";
import { PluginError } from "./plugin-error.js";
import { respond } from "./respond.js";
import { readStdin, writeStdout } from "./stdio.js";

function usage(): string {
  return `${plugin.name} ${plugin.version} generates TypeScript from Protocol Buffers. It is a plugin: buf or protoc starts it,
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
}

function main(args: readonly string[]): void {
  const [flag] = args;
  if (flag === "--version" || flag === "-v") {
    process.stdout.write(`${plugin.name} ${plugin.version}\n`);
  } else if (flag === "--help" || flag === "-h") {
    process.stdout.write(usage());
  } else if (flag !== undefined) {
    fail(`argument "${flag}" is unknown; options go into buf.gen.yaml or --farcall_opt, see --help`);
  } else if (fstatSync(0).isCharacterDevice() && process.stdin.isTTY) {
    process.stderr.write(usage());
    process.exitCode = 1;
  } else {
    writeStdout(respond(plugin, readStdin()));
  }
}

function fail(message: string): void {
  process.stderr.write(`${plugin.name}: ${message}\n`);
  process.exitCode = 1;
}

// A run is over before optimised code has paid for its making: with 15 times the patience, a run takes a third less of CPU.
setFlagsFromString("--interrupt-budget=1000000");
try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof PluginError)) throw error;
  fail(error.message);
}
