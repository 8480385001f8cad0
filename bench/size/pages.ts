/** The code of the same page with each of the tools. */
export interface Contender {
  readonly name: string;
  /** A page that encodes one small message. */
  readonly encode: string;
  /** The same, and it turns the message into JSON text and back. */
  readonly json: string;
}

const init = `{ id: "a", attempt: 1, done: true }`;

export const contenders: readonly [Contender, ...Contender[]] = [
  {
    name: "farcall",
    encode: `import { Small } from "./farcall/small_pb.js";
      export const sent = Small.encode(${init});`,
    json: `import { fromJsonString, toJsonString } from "farcall";
      import { Small } from "./farcall/small_pb.js";
      export const sent = Small.encode(${init});
      export const again = fromJsonString(Small, toJsonString(Small, Small.create(${init})));`,
  },
  {
    name: "protobuf-es",
    encode: `import { create, toBinary } from "@bufbuild/protobuf";
      import { SmallSchema } from "./es/small_pb.js";
      export const sent = toBinary(SmallSchema, create(SmallSchema, ${init}));`,
    json: `import { create, fromJsonString, toBinary, toJsonString } from "@bufbuild/protobuf";
      import { SmallSchema } from "./es/small_pb.js";
      const message = create(SmallSchema, ${init});
      export const sent = toBinary(SmallSchema, message);
      export const again = fromJsonString(SmallSchema, toJsonString(SmallSchema, message));`,
  },
  {
    name: "protobuf.js, static",
    encode: `import { bench } from "./pbjs.js";
      export const sent = bench.size.Small.encode(${init}).finish();`,
    json: `import { bench } from "./pbjs.js";
      const { Small } = bench.size;
      const message = Small.create(${init});
      export const sent = Small.encode(message).finish();
      export const again = Small.fromObject(JSON.parse(JSON.stringify(Small.toObject(message, { json: true }))));`,
  },
];
