import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { expectAgreement } from "./agreement.js";
import { contestants, names } from "./contestants.js";
import { readHostile } from "./hostile-inputs.js";
import { type Effort, sampleInTurn } from "./sample.js";
import { workloads } from "./workloads.js";

export type Operation = "decode" | "encode";

/** The samples of one tool at one workload, in nanoseconds. */
export interface Samples {
  readonly name: string;
  readonly inexact?: string | undefined;
  readonly decode: readonly number[];
  readonly encode: readonly number[];
}

/** What was measured of one workload. */
export interface Measurement {
  readonly workload: string;
  /** The size of the binary form. */
  readonly size: number;
  readonly samples: readonly Samples[];
}

/**
 * Measures all tools at the workload `name`, after they have agreed on what the bytes mean.
 *
 * @throws AssertionError if one of them computes something else
 */
export async function measure(name: string, effort: Effort, cache: URL): Promise<Measurement> {
  const workload = workloads.find((one) => one.name === name)!;
  const ours = await import(new URL("bundle/farcall.js", cache).href);
  const bytes = workload.bytes(ours, cache);
  const all = await contestants(workload.type, bytes, cache);
  const schema: GenMessage<never> = (await import(new URL("bundle/protobuf-es.js", cache).href))[
    `${workload.type}Schema`
  ];
  const reference = all.find((one) => one.name === "protobuf-es")!;
  for (const one of all) expectAgreement(one, reference, schema);
  // Pooling is a matter of encode; the kind of the input, one of decode.
  const decoders = all.filter((one) => one.name !== names.pooled);
  const encoders = all.filter((one) => one.name !== "protobuf.js, Buffer");
  const decode = sampleInTurn(
    decoders.map((one) => () => one.decode(one.bytes)),
    effort,
  );
  const encode = sampleInTurn(
    encoders.map((one) => () => one.encode(one.message)),
    effort,
  );
  const samples = all.map((one) => ({
    name: one.name,
    inexact: one.inexact,
    decode: decode[decoders.indexOf(one)] ?? [],
    encode: encode[encoders.indexOf(one)] ?? [],
  }));
  return { workload: name, size: bytes.length, samples };
}

/** The time of decode after it has read what it had to refuse, and of another instance of the same code that has not. */
export interface HostileMeasurement {
  readonly workload: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Measures farcall's decode of the workload `name` in two instances, of which one has met hostile input. */
export async function measureHostile(name: string, effort: Effort, cache: URL): Promise<HostileMeasurement> {
  const workload = workloads.find((one) => one.name === name)!;
  const [clean, met] = await Promise.all(
    ["clean", "met"].map((instance) => import(new URL(`bundle/alone.js?${instance}`, cache).href)),
  );
  const bytes = workload.bytes(clean, cache);
  const decode = (input: Uint8Array): unknown => met[workload.type].decode(input);
  // What has run for a while has code to lose.
  for (let i = 0; i < 100; i++) decode(bytes);
  readHostile(decode, bytes, 50);
  const [before, after] = sampleInTurn([() => clean[workload.type].decode(bytes), () => decode(bytes)], effort);
  return { workload: name, before: before!, after: after! };
}
