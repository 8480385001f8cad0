import { decodeBase64, encodeBase64 } from "./base64.js";
import type { HeaderFields } from "./transport.js";

/** What a {@link Metadata} can be made of: `{ "x-id": "7", "trace-bin": bytes, tag: ["a", "b"] }`, pairs, or another one. */
export type MetadataInit =
  | Metadata
  | Iterable<readonly [name: string, value: string | Uint8Array]>
  | { readonly [name: string]: string | Uint8Array | readonly (string | Uint8Array)[] };

/**
 * Custom metadata of a call: names in lower case with one or more values, in order. The value of a name that ends in `-bin`
 * is a Uint8Array, any other a string of printable ASCII. Source: "Custom-Metadata" in gRPC over HTTP/2.
 *
 * `set`, `append` and the constructor throw a `TypeError` for a name or value that cannot be sent, and for names that belong
 * to the protocol (`grpc-*`, `content-type`, `te` ...).
 */
export class Metadata implements Iterable<[name: string, value: string | Uint8Array]> {
  /** Name and value in turn. Metadata has few entries: looking through them beats hashing. */
  #entries: (string | Uint8Array)[] = [];

  constructor(init?: MetadataInit) {
    if (init !== undefined) this.merge(init);
  }

  /** The first value of `name`. */
  get(name: `${string}-bin`): Uint8Array | undefined;
  get(name: string): string | undefined;
  get(name: string): string | Uint8Array | undefined {
    const key = name.toLowerCase();
    const entries = this.#entries;
    for (let i = 0; i < entries.length; i += 2) if (entries[i] === key) return entries[i + 1];
    return undefined;
  }

  /** All values of `name`, in order. */
  getAll(name: `${string}-bin`): Uint8Array[];
  getAll(name: string): string[];
  getAll(name: string): (string | Uint8Array)[] {
    const key = name.toLowerCase();
    const entries = this.#entries;
    const values: (string | Uint8Array)[] = [];
    for (let i = 0; i < entries.length; i += 2) if (entries[i] === key) values.push(entries[i + 1]!);
    return values;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Makes `value` the only value of `name`. */
  set(name: string, value: string | Uint8Array): this {
    const key = checkName(name);
    const checked = checkValue(key, value);
    this.delete(key);
    this.#entries.push(key, checked);
    return this;
  }

  /** Adds `value` behind the values that `name` has. */
  append(name: string, value: string | Uint8Array): this {
    const key = checkName(name);
    this.#entries.push(key, checkValue(key, value));
    return this;
  }

  /** Removes all values of `name`. */
  delete(name: string): boolean {
    const key = name.toLowerCase();
    const kept: (string | Uint8Array)[] = [];
    const entries = this.#entries;
    for (let i = 0; i < entries.length; i += 2) if (entries[i] !== key) kept.push(entries[i]!, entries[i + 1]!);
    this.#entries = kept;
    return kept.length < entries.length;
  }

  /** Appends everything in `from`. */
  merge(from: MetadataInit): this {
    if (from instanceof Metadata) {
      this.#entries.push(...from.#entries);
    } else if (Symbol.iterator in from) {
      for (const [name, value] of from as Iterable<readonly [string, string | Uint8Array]>) this.append(name, value);
    } else {
      for (const [name, value] of Object.entries(from)) {
        if (typeof value === "string" || value instanceof Uint8Array) this.append(name, value);
        else for (const one of value) this.append(name, one);
      }
    }
    return this;
  }

  clone(): Metadata {
    return new Metadata(this);
  }

  /** How many values there are, over all names. */
  get size(): number {
    return this.#entries.length / 2;
  }

  *[Symbol.iterator](): Generator<[name: string, value: string | Uint8Array]> {
    for (let i = 0; i < this.#entries.length; i += 2) yield [this.#entries[i] as string, this.#entries[i + 1]!];
  }

  /** Shows names only: values are often secrets, and objects are often logged. */
  toJSON(): string[] {
    return this.#entries.filter((_, i) => i % 2 === 0) as string[];
  }

  /** Adds the wire form to a list of header fields. For protocols. */
  appendTo(fields: string[]): void {
    const entries = this.#entries;
    for (let i = 0; i < entries.length; i += 2) {
      const value = entries[i + 1]!;
      fields.push(entries[i] as string, typeof value === "string" ? value : encodeBase64(value));
    }
  }

  /**
   * Reads received header fields and leaves out what belongs to the protocol. Values of `-bin` fields may be padded or not,
   * and several joined by commas; what is no base64 is left out ({@link hasMalformedBinary} finds it). For protocols.
   */
  static fromFields(fields: HeaderFields): Metadata {
    const metadata = new Metadata();
    const entries = metadata.#entries;
    for (let i = 0; i < fields.length; i += 2) {
      const name = fields[i]!;
      const value = fields[i + 1]!;
      if (name.charCodeAt(0) === COLON || isReserved(name)) continue;
      if (!name.endsWith("-bin")) {
        entries.push(name, value);
        continue;
      }
      for (const part of value.split(",")) {
        const bytes = decodeBase64(part.trim());
        if (bytes !== undefined) entries.push(name, bytes);
      }
    }
    return metadata;
  }
}

/** Metadata as it was received: the fields of the wire, until somebody looks. */
export type ReceivedMetadata = HeaderFields | Metadata;

export function toMetadata(received: ReceivedMetadata): Metadata {
  return received instanceof Metadata ? received : Metadata.fromFields(received);
}

/** Whether a `-bin` field holds something that is not base64. */
export function hasMalformedBinary(fields: HeaderFields): boolean {
  for (let i = 0; i < fields.length; i += 2) {
    if (!fields[i]!.endsWith("-bin")) continue;
    for (const part of fields[i + 1]!.split(",")) if (decodeBase64(part.trim()) === undefined) return true;
  }
  return false;
}

const COLON = 0x3a;

/** Names that HTTP and gRPC use for themselves: never sent as metadata, and left out of what is received. */
const RESERVED: ReadonlySet<string> = /*@__PURE__*/ new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

function isReserved(name: string): boolean {
  return name.startsWith("grpc-") || RESERVED.has(name);
}

function checkName(name: string): string {
  const key = name.toLowerCase();
  if (!/^[0-9a-z_.-]+$/.test(key)) {
    throw new TypeError(`metadata name ${JSON.stringify(name)}: use the characters 0-9, a-z, "_", "-" and "." only`);
  }
  if (isReserved(key) || key === "user-agent") {
    throw new TypeError(`metadata name ${JSON.stringify(name)} is reserved for the protocol: choose another one`);
  }
  return key;
}

function checkValue(key: string, value: string | Uint8Array): string | Uint8Array {
  if (key.endsWith("-bin")) {
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`metadata ${key}: the value of a name in "-bin" is a Uint8Array, got ${typeof value}`);
  }
  if (typeof value !== "string") {
    throw new TypeError(
      `metadata ${key}: expected a string, got ${typeof value}; bytes need a name that ends in "-bin"`,
    );
  }
  // HTTP refuses white space at the ends, and gRPC allows to strip it.
  const text = isBlank(value, 0) || isBlank(value, value.length - 1) ? value.replace(/^[ \t]+|[ \t]+$/g, "") : value;
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw new TypeError(`metadata ${key}: a value is printable ASCII; other text needs a name that ends in "-bin"`);
  }
  return text;
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === SPACE || code === TAB;
}

const SPACE = 0x20;
const TAB = 0x09;
