import type { DescMethod, DescService } from "../schema/descriptor.js";
import { commentsOf } from "./comments.js";
import { declarationOf } from "./declaration.js";
import { methodOptionsOf } from "./descriptor-pieces.js";
import type { Docs } from "./message.js";
import { namesOf } from "./names.js";
import { safeMethod } from "./reserved-words.js";
import { timeType } from "./time.js";
import { type MessageValue, type ModelOptions, messageValue } from "./value.js";

export interface ServiceModel {
  readonly docs: Docs;
  readonly typeName: string;
  readonly name: string;
  readonly clientName: string;
  readonly serverName: string;
  readonly methods: readonly MethodModel[];
}

export interface MethodModel {
  readonly docs: Docs;
  /** The name in the .proto file. */
  readonly protoName: string;
  /** The name of the method of the stub and of the implementation. */
  readonly name: string;
  readonly kind: "unary" | "server_streaming" | "client_streaming" | "bidi_streaming";
  readonly input: MessageValue;
  readonly output: MessageValue;
  readonly idempotency: "no_side_effects" | "idempotent" | undefined;
  /** The serialized google.protobuf.MethodOptions. */
  readonly options: Uint8Array;
}

export function serviceModel(desc: DescService, options: ModelOptions): ServiceModel {
  const names = namesOf(desc.file);
  const taken = new Set<string>();
  return {
    docs: {
      comments: commentsOf(desc),
      source: declarationOf(desc),
      deprecated: desc.deprecated || desc.file.deprecated,
    },
    typeName: desc.typeName,
    name: names.of(desc),
    clientName: names.companion(desc, "Client"),
    serverName: names.companion(desc, "Server"),
    methods: desc.methods.map((method) => methodModel(method, taken, options)),
  };
}

function methodModel(desc: DescMethod, taken: Set<string>, modelOptions: ModelOptions): MethodModel {
  // `Get` beside `get`: the first one has the name.
  let name = safeMethod(desc.name.charAt(0).toLowerCase() + desc.name.slice(1));
  while (taken.has(name)) name += "$";
  taken.add(name);
  const { options } = desc.proto;
  return {
    docs: { comments: commentsOf(desc), source: declarationOf(desc), deprecated: desc.deprecated },
    protoName: desc.name,
    name,
    kind: desc.methodKind,
    input: messageValue(desc.input, false, timeType(desc.input, modelOptions), modelOptions),
    output: messageValue(desc.output, false, timeType(desc.output, modelOptions), modelOptions),
    idempotency: idempotencyOf(options.number(IDEMPOTENCY_LEVEL)),
    options: methodOptionsOf(options.bytes),
  };
}

// Fields and values of google.protobuf.MethodOptions.
const IDEMPOTENCY_LEVEL = 34;
const NO_SIDE_EFFECTS = 1;
const IDEMPOTENT = 2;

function idempotencyOf(level: number | undefined): MethodModel["idempotency"] {
  if (level === NO_SIDE_EFFECTS) return "no_side_effects";
  return level === IDEMPOTENT ? "idempotent" : undefined;
}
