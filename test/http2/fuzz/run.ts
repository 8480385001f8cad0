/**
 * `npm run fuzz:http2 -- --sequences 1000000 --differential 20000 --seed 1`: so many sequences of frames into our own HTTP/2 alone, and so
 * many that are compared with node:http2, half of them for each side of a connection. Ends with 1 at the first sequence that breaks
 * a promise.
 */
import { parseArgs } from "node:util";
import { KNOWN_DIFFERENCES, startComparison } from "./differential.js";
import { ROLES, tryEngine } from "./engine.js";

const { values } = parseArgs({
  options: {
    sequences: { type: "string", default: "100000" },
    differential: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
  },
});
const first = Number(values.seed);
const sequences = Math.ceil(Number(values.sequences) / ROLES.length);
const comparisons = Math.ceil(Number(values.differential) / ROLES.length);
const PROGRESS_MS = 30_000;

// Half of the sequences end in an error, and its stack tells nothing here.
Error.stackTraceLimit = 0;

const alive = { server: 0, client: 0 };
const progress = reporter("alone", sequences);
for (let i = 0; i < sequences; i++) {
  for (const role of ROLES) if (tryEngine(role, first + i).over === undefined) alive[role]++;
  progress(i);
}
for (const role of ROLES) {
  console.log(`our ${role} alone: ${sequences} sequences passed, ${alive[role]} without a connection error`);
}

for (const role of ROLES) {
  const comparison = await startComparison(role);
  const met = new Map(KNOWN_DIFFERENCES[role].map(({ name }) => [name, 0]));
  let compared = 0;
  const progress = reporter(`${role} beside node:http2`, comparisons);
  for (let i = 0; i < comparisons; i++) {
    const found = await comparison.compare(first + i);
    if (found !== undefined) compared++;
    for (const difference of found ?? []) {
      const count = met.get(difference);
      if (count === undefined) throw new Error(`${role}, seed ${first + i}: ${difference}`);
      met.set(difference, count + 1);
    }
    progress(i);
  }
  comparison.close();
  console.log(
    `${role} beside node:http2: ${compared} sequences compared, ${comparisons - compared} with a GOAWAY left out; known differences:`,
  );
  for (const [name, count] of met) console.log(`  ${count}  ${name}`);
}
process.exit();

/** Tells now and then how far it is. */
function reporter(what: string, total: number): (done: number) => void {
  let next = performance.now() + PROGRESS_MS;
  return (done) => {
    if (done % 256 !== 0 || performance.now() < next) return;
    next += PROGRESS_MS;
    console.log(`${what}: ${done} of ${total}`);
  };
}
