import type { Channel } from "farcall/node";
import type { CaseName } from "./case-names.js";
import { CASES } from "./cases/index.js";
import type { SoakLimits } from "./cases/soak.js";
import { TestServiceClient, UnimplementedServiceClient } from "./gen/grpc/testing/test_pb.js";

/** How to reach the server of a case, and what the case may print. */
export interface CaseOptions {
  /** The address of the server, for logs. */
  readonly peer: string;
  /** Makes a channel to the server. */
  connect(): Channel;
  readonly soak?: Partial<SoakLimits>;
  /** Takes what a soak tells of each of its calls. Default: nobody. */
  readonly log?: (line: string) => void;
}

const SOAK: SoakLimits = {
  iterations: 10,
  maxFailures: 0,
  maxLatencyMs: 10_000,
  overallTimeoutMs: 60_000,
  minMsBetweenCalls: 0,
};

/** Runs one case from the client's side. Rejects where what the case must assert does not hold. */
export async function runCase(name: CaseName, { peer, connect, soak, log }: CaseOptions): Promise<void> {
  await using channel = connect();
  await CASES[name]({
    channel,
    tests: new TestServiceClient(channel),
    unimplemented: new UnimplementedServiceClient(channel),
    soak: { ...SOAK, ...soak },
    log: log ?? (() => {}),
    peer,
    connect,
  });
}
