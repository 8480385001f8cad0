/**
 * What runs in a process of its own: program.js <task as JSON>. It answers each line of its standard input with a line: a server begins
 * with its port, and answers with the CPU time it has taken; a client answers with what a sample has measured.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Certificate, Load } from "./contestant.js";
import type { Effort } from "./effort.js";
import { samplerOf } from "./sampler.js";
import type { CallScenario } from "./scenarios.js";
import { contestant } from "./tools.js";

/** What such a process is to do. */
export type Task =
  | { readonly role: "server"; readonly tool: string; readonly tls: boolean }
  | {
      readonly role: "client";
      readonly tool: string;
      readonly scenario: CallScenario;
      readonly port: number;
      readonly effort: Effort;
    };

const cache = new URL("..", import.meta.url);
const load: Load = (file) => import(new URL(`bundle/${file}`, cache).href);
const task = JSON.parse(process.argv[2]!) as Task;
const tool = await contestant(task.tool);

let answer: () => unknown;
if (task.role === "server") {
  console.log(await tool.serve(load, task.tls ? certificate() : undefined));
  answer = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
} else {
  const { scenario, port, effort } = task;
  answer = samplerOf(await tool.connect(load, port, scenario.tls ? certificate() : undefined), scenario, effort);
}
for await (const _ of createInterface({ input: process.stdin })) console.log(JSON.stringify(await answer()));
process.exit();

function certificate(): Certificate {
  return JSON.parse(readFileSync(new URL("certificate.json", cache), "utf8"));
}
