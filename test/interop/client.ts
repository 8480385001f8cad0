/**
 * The interop client: runs one case against a server and ends with 0 if it passed. The flags are those of gRPC's
 * interop-test-descriptions.md, and grpc-go's `--ca_file`.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Channel, credentials } from "farcall/node";
import { CASE_NAMES, type CaseName } from "./case-names.js";
import { runCase } from "./run-case.js";

const { values: flags } = parseArgs({
  options: {
    test_case: { type: "string", default: "large_unary" },
    server_host: { type: "string", default: "localhost" },
    server_port: { type: "string", default: "10000" },
    use_tls: { type: "string", default: "false" },
    use_test_ca: { type: "string", default: "false" },
    ca_file: { type: "string" },
    soak_iterations: { type: "string", default: "10" },
    soak_max_failures: { type: "string", default: "0" },
    soak_per_iteration_max_acceptable_latency_ms: { type: "string", default: "1000" },
    soak_overall_timeout_seconds: { type: "string", default: "10" },
    soak_min_time_ms_between_rpcs: { type: "string", default: "0" },
  },
});

if (!isCaseName(flags.test_case))
  throw new Error(`--test_case=${flags.test_case}: expected one of ${CASE_NAMES.join(", ")}`);

const peer = `${flags.server_host}:${flags.server_port}`;
const ca = flags.use_test_ca === "true" && flags.ca_file !== undefined ? readFileSync(flags.ca_file) : undefined;
const channelCredentials = flags.use_tls === "true" ? credentials.tls({ ca }) : credentials.insecure();

await runCase(flags.test_case, {
  peer,
  connect: () => new Channel(peer, { credentials: channelCredentials }),
  soak: {
    iterations: Number(flags.soak_iterations),
    maxFailures: Number(flags.soak_max_failures),
    maxLatencyMs: Number(flags.soak_per_iteration_max_acceptable_latency_ms),
    overallTimeoutMs: Number(flags.soak_overall_timeout_seconds) * 1000,
    minMsBetweenCalls: Number(flags.soak_min_time_ms_between_rpcs),
  },
  log: console.log,
});

function isCaseName(name: string): name is CaseName {
  return (CASE_NAMES as readonly string[]).includes(name);
}
