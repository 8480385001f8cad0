import { readFileSync } from "node:fs";
import type { AnyMessageType } from "farcall";
import { Profile, Profile_Plan } from "./gen/presence_pb.js";
import { Tile, Tile_GeomType } from "./gen/vector_tile_pb.js";
import * as ours from "./gen/workloads_pb.js";
import { wideMessage } from "./wide.js";

/** A message of a kind that programs really send. */
export interface Workload {
  readonly name: string;
  /** The name of the message type, without its package. */
  readonly type: string;
  /** Whether much of it is integers of 64 bits. */
  readonly of64Bits: boolean;
  /** The message in its binary form. `types` are farcall's, by their names; `cache` is the folder that `prepareOwn` has filled. */
  bytes(types: { readonly [name: string]: AnyMessageType }, cache: URL): Uint8Array;
}

/** The integers of these are of 64 bits. */
const typesOf64Bits = new Set(["Trace", "Sint64s", "Int64s", "Fixed64s"]);

/** What is known of a message type whose encode takes an `Init`. */
interface TypeOf<Init> {
  readonly typeName: string;
  create(init?: Init): unknown;
}

function workload<Init>(name: string, { typeName }: TypeOf<Init>, init: () => NoInfer<Init>): Workload {
  const type = typeName.slice(typeName.lastIndexOf(".") + 1);
  return { name, type, of64Bits: typesOf64Bits.has(type), bytes: (types) => types[type]!.encode(init() as never) };
}

function wide(fields: number): Workload {
  const type = `Wide${fields}`;
  const name = `message of ${fields.toLocaleString("en")} fields`;
  return { name, type, of64Bits: false, bytes: (types) => types[type]!.encode(wideMessage(fields) as never) };
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

const id = (length: number, i: number): Uint8Array => Uint8Array.from(times(length, (n) => (n * 31 + i) & 255));

const span = (i: number): ours.Trace_SpanInit => ({
  traceId: id(16, i),
  spanId: id(8, i),
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

const span32 = (i: number): ours.Trace32_SpanInit => ({
  traceId: id(16, i),
  spanId: id(8, i),
  name: `GET /v1/orders/${i}`,
  startTime: 1_700_000_000 + i / 1000,
  durationMicros: i * 31,
  attributes: [
    { key: "http.method", value: { value: { case: "stringValue", value: "GET" } } },
    { key: "http.status_code", value: { value: { case: "intValue", value: 200 } } },
    { key: "http.cached", value: { value: { case: "boolValue", value: i % 2 === 0 } } },
    { key: "duration", value: { value: { case: "doubleValue", value: i / 3 } } },
  ],
});

const level = (depth: number): ours.LevelInit => ({
  name: `level ${depth}`,
  depth,
  next: depth < 60 ? level(depth + 1) : undefined,
});

/** A move to a place, lines from there and, for areas, the way back, as the specification's commands. */
const geometry = (i: number): number[] => [
  9,
  i * 17,
  i * 29,
  18 + 8 * (i % 9),
  ...times(2 * (2 + (i % 9)), (n) => (n * 37 + i) & 255),
  15,
];

const layer = (name: string, i: number): NonNullable<Parameters<typeof Tile.create>[0]>["layers"] => [
  {
    version: 2,
    name,
    extent: 4096,
    keys: ["class", "name", "rank", "height"],
    values: times(40, (n) =>
      n % 3 === 0
        ? { stringValue: `${name} ${n}` }
        : n % 3 === 1
          ? { doubleValue: n / 7 }
          : { sintValue: BigInt(n - 20) },
    ),
    features: times(120, (n) => ({
      id: BigInt(n * 1000 + i),
      type: [Tile_GeomType.POINT, Tile_GeomType.LINESTRING, Tile_GeomType.POLYGON][n % 3]!,
      tags: [0, n % 40, 1, (n * 7) % 40],
      geometry: geometry(n),
    })),
  },
];

/** Between -2^30 and 2^30, most of them small. */
const spread = (i: number): number => (i % 3 === 0 ? i : ((i * 2654435761) | 0) >> (i % 30));
const natural = (i: number): number => spread(i) & 0x7fffffff;
const large = (i: number): bigint => BigInt(spread(i)) * 65_537n;

/** In the order of the tables. */
export const workloads: readonly Workload[] = [
  workload("small RPC message", ours.Small, () => ({
    id: "a3f7c1",
    attempt: 2,
    dryRun: true,
    traceParent: "00-4bf92f3577b34da6-01",
    userId: 90_071n,
  })),
  workload("order of 20 items", ours.Order, () => ({
    id: "o-20260101-0042",
    customerId: "c-1077",
    items: times(20, item),
    status: ours.Order_Status.PAID,
    createdAt: 1_767_225_600_000n,
    labels: record(4, (i) => `value ${i}`),
    payment: { case: "card" as const, value: { lastFour: "4242", expiry: 1229 } },
  })),
  workload("proto2 profile", Profile, () => ({
    id: "u-81",
    displayName: "Ada",
    email: "ada@example.com",
    age: 36,
    createdAt: 1_767_225_600_000n,
    verified: false,
    plan: Profile_Plan.TEAM,
    avatarHash: id(20, 7),
    address: { street: "12 Rue du Lac", city: "Geneva", code: 1204 },
    badges: [1, 300, 7, 42],
    roles: ["admin", "author", "reader"],
  })),
  workload("trace of 100 spans", ours.Trace, () => ({ spans: times(100, span) })),
  workload("trace without 64 bits", ours.Trace32, () => ({ spans: times(100, span32) })),
  workload("1,000 packed int32", ours.Int32s, () => ({ values: times(1000, spread) })),
  workload("1,000 packed uint32", ours.Uint32s, () => ({ values: times(1000, natural) })),
  workload("1,000 packed fixed32", ours.Fixed32s, () => ({ values: times(1000, natural) })),
  workload("1,000 packed float", ours.Floats, () => ({ values: times(1000, (i) => i / 8) })),
  workload("1,000 packed double", ours.Doubles, () => ({ values: times(1000, (i) => i / 7) })),
  workload("1,000 packed bool", ours.Bools, () => ({ values: times(1000, (i) => i % 3 === 0) })),
  workload("1,000 packed int64", ours.Int64s, () => ({ values: times(1000, large) })),
  workload("1,000 packed sint64", ours.Sint64s, () => ({ values: times(1000, large) })),
  workload("1,000 packed fixed64", ours.Fixed64s, () => ({ values: times(1000, (i) => BigInt(natural(i)) * 65_537n) })),
  workload("map of 50 strings", ours.StringMap, () => ({ entries: record(50, (i) => `value ${i}`) })),
  workload("map of 50 integers", ours.IntMap, () => ({ entries: Object.fromEntries(times(50, (i) => [i * 101, -i])) })),
  workload("map of 50 messages", ours.MessageMap, () => ({
    entries: Object.fromEntries(times(50, (i) => [i * 101, item(i)])),
  })),
  workload("100 short strings", ours.Strings, () => ({ values: times(100, (i) => `string ${i}`) })),
  workload("100 short Chinese strings", ours.Strings, () => ({
    values: times(100, (i) => `春眠不觉晓${i}处处闻啼鸟`),
  })),
  workload("4 KB of ASCII", ours.Text, () => ({ value: "The quick brown fox. ".repeat(200) })),
  workload("4 KB of Chinese", ours.Text, () => ({ value: "春眠不觉晓处处闻啼鸟".repeat(140) })),
  workload("vector tile", Tile, () => ({
    layers: ["roads", "water", "places"].flatMap((name, i) => layer(name, i) ?? []),
  })),
  workload("60 levels of messages", ours.Level, () => level(0)),
  wide(500),
  wide(1000),
  {
    name: "1 MB of descriptors",
    type: "FileDescriptorSet",
    of64Bits: false,
    bytes: (_, cache) => Uint8Array.from(readFileSync(new URL("descriptors.binpb", cache))),
  },
];
