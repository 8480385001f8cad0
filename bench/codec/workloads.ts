import type { AnyMessageType } from "farcall";
import * as ours from "./gen/workloads_pb.js";

/** The message types of the workloads, by the names that all tools give them. */
export const types: Readonly<
  Record<
    | "Small"
    | "Order"
    | "Trace"
    | "Int32s"
    | "Sint64s"
    | "Doubles"
    | "Floats"
    | "StringMap"
    | "MessageMap"
    | "Strings"
    | "Text",
    AnyMessageType
  >
> = ours;

/** A message of a kind that programs really send. */
export interface Workload {
  /** The name of the message type in workloads.proto. */
  readonly type: keyof typeof types;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const record = <T>(n: number, make: (i: number) => T): { [key: string]: T } =>
  Object.fromEntries(times(n, (i) => [`key-${i * 7919}`, make(i)]));

const item = (i: number): ours.Order_ItemInit => ({
  productId: `product-${i}`,
  title: `A thing of kind ${i}, in blue`,
  quantity: (i % 5) + 1,
  priceCents: BigInt(i) * 1999n,
  weight: i * 0.25,
  gift: i % 3 === 0,
});

const span = (i: number): ours.Trace_SpanInit => ({
  traceId: Uint8Array.from(times(16, (n) => (n * 31 + i) & 255)),
  spanId: Uint8Array.from(times(8, (n) => (n * 17 + i) & 255)),
  name: `GET /v1/orders/${i}`,
  startTimeUnixNano: 1_700_000_000_000_000_000n + BigInt(i) * 1_000_003n,
  endTimeUnixNano: 1_700_000_000_000_500_000n + BigInt(i) * 1_000_007n,
  attributes: [
    { key: "http.method", value: { value: { case: "stringValue", value: "GET" } } },
    { key: "http.status_code", value: { value: { case: "intValue", value: 200n } } },
    { key: "http.cached", value: { value: { case: "boolValue", value: i % 2 === 0 } } },
    { key: "duration", value: { value: { case: "doubleValue", value: i / 3 } } },
  ],
});

/** Between -2^30 and 2^30, most of them small. */
const spread = (i: number): number => (i % 3 === 0 ? i : ((i * 2654435761) | 0) >> (i % 30));

export const workloads: readonly Workload[] = [
  {
    name: "small RPC message",
    type: "Small",
    bytes: ours.Small.encode({
      id: "a3f7c1",
      attempt: 2,
      dryRun: true,
      traceParent: "00-4bf92f3577b34da6-01",
      userId: 90_071n,
    }),
  },
  {
    name: "order of 20 items",
    type: "Order",
    bytes: ours.Order.encode({
      id: "o-20260101-0042",
      customerId: "c-1077",
      items: times(20, item),
      status: ours.Order_Status.PAID,
      createdAt: 1_767_225_600_000n,
      labels: record(4, (i) => `value ${i}`),
      payment: { case: "card", value: { lastFour: "4242", expiry: 1229 } },
    }),
  },
  { name: "trace of 100 spans", type: "Trace", bytes: ours.Trace.encode({ spans: times(100, span) }) },
  { name: "1,000 packed int32", type: "Int32s", bytes: ours.Int32s.encode({ values: times(1000, spread) }) },
  {
    name: "1,000 packed sint64",
    type: "Sint64s",
    bytes: ours.Sint64s.encode({ values: times(1000, (i) => BigInt(spread(i)) * 65_537n) }),
  },
  { name: "1,000 packed double", type: "Doubles", bytes: ours.Doubles.encode({ values: times(1000, (i) => i / 7) }) },
  { name: "1,000 packed float", type: "Floats", bytes: ours.Floats.encode({ values: times(1000, (i) => i / 8) }) },
  {
    name: "map of 50 strings",
    type: "StringMap",
    bytes: ours.StringMap.encode({ entries: record(50, (i) => `value ${i}`) }),
  },
  {
    name: "map of 50 messages",
    type: "MessageMap",
    bytes: ours.MessageMap.encode({ entries: Object.fromEntries(times(50, (i) => [i * 101, item(i)])) }),
  },
  {
    name: "100 short strings",
    type: "Strings",
    bytes: ours.Strings.encode({ values: times(100, (i) => `string ${i}`) }),
  },
  { name: "4 KB of ASCII", type: "Text", bytes: ours.Text.encode({ value: "The quick brown fox. ".repeat(200) }) },
  { name: "4 KB of Chinese", type: "Text", bytes: ours.Text.encode({ value: "春眠不觉晓处处闻啼鸟".repeat(140) }) },
];
