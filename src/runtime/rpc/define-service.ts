import { decodeBase64 } from "./base64.js";
import type { AnyMethod, MethodInit, MethodKind, MethodType, ServiceType } from "./method.js";

// biome-ignore lint/suspicious/noExplicitAny: "some method", whatever its messages.
type AnyMethodInit = MethodInit<any, any, any, any, MethodKind>;

/** The methods that a table of {@link MethodInit} describes. */
export type DefinedMethods<Inits> = {
  readonly [L in keyof Inits]: Inits[L] extends MethodInit<infer I, infer IInit, infer O, infer OInit, infer K>
    ? MethodType<I, IInit, O, OInit, K>
    : never;
};

/** Makes the descriptor of a service from its full name and its methods by their TypeScript names. For generated code. */
export function defineService<Server, const Inits extends { readonly [localName: string]: AnyMethodInit }>(
  typeName: string,
  inits: Inits,
): ServiceType<Server, DefinedMethods<Inits>> {
  const methods: { [localName: string]: AnyMethod } = Object.create(null);
  for (const [localName, init] of Object.entries(inits)) methods[localName] = new Method(typeName, localName, init);
  return { typeName, methods: methods as unknown as DefinedMethods<Inits> };
}

class Method implements AnyMethod {
  readonly kind: MethodKind;
  readonly name: string;
  readonly localName: string;
  readonly service: string;
  readonly path: string;
  readonly input: AnyMethod["input"];
  readonly output: AnyMethod["output"];
  readonly idempotency: AnyMethod["idempotency"];
  #options: string | Uint8Array;

  constructor(service: string, localName: string, init: AnyMethodInit) {
    this.kind = init.kind;
    this.name = init.name;
    this.localName = localName;
    this.service = service;
    this.path = `/${service}/${init.name}`;
    this.input = init.input;
    this.output = init.output;
    this.idempotency = init.idempotency ?? "unknown";
    this.#options = init.options ?? "";
  }

  get options(): Uint8Array {
    if (typeof this.#options === "string") this.#options = decodeBase64(this.#options) ?? new Uint8Array(0);
    return this.#options;
  }
}
