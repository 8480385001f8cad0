import { decodeBase64 } from "../json/base64.js";
import type { RegistryType } from "../registry.js";
import { symbolsIn } from "./symbols.js";

/**
 * A .proto file at run time. Generated code exports one for each file, `file_acme_shop_v1_order`, and refers to it nowhere else:
 * what does not import it does not carry it. Nothing of it is unpacked before it is asked for.
 */
export interface FileDescriptor {
  /** The path, as imports give it: `acme/shop/v1/order.proto`. */
  readonly name: string;
  /**
   * The serialized `google.protobuf.FileDescriptorProto`, with all options, custom ones too, but for those that are only for
   * generators. It has no source info, and a `json_name` only where that does not follow from the field's name.
   */
  readonly bytes: Uint8Array;
  /** The files whose types this one uses. What is imported for its options alone is not among them. */
  readonly dependencies: readonly FileDescriptor[];
  /** The messages, enums, extensions and services that the file declares, in the order of its source. */
  readonly types: readonly RegistryType[];
  /** Whether the file declares a full name: that of a type, a field, a oneof, an enum value, a service or a method. */
  declares(symbol: string): boolean;
}

/** What generated code knows of a file. */
export interface FileInit {
  readonly dependencies?: (() => readonly FileDescriptor[]) | undefined;
  readonly types?: (() => readonly unknown[]) | undefined;
  /** The serialized FileDescriptorProto in pieces, each as it is or in base64. */
  readonly proto: readonly (string | Uint8Array)[];
}

/** Makes the descriptor of a file. For generated code. */
export function fileDescriptor(name: string, init: FileInit): FileDescriptor {
  return new RuntimeFile(name, init);
}

class RuntimeFile implements FileDescriptor {
  readonly name: string;
  readonly #init: FileInit;
  #bytes: Uint8Array | undefined;
  #symbols: ReadonlySet<string> | undefined;

  constructor(name: string, init: FileInit) {
    this.name = name;
    this.#init = init;
  }

  get bytes(): Uint8Array {
    return (this.#bytes ??= joined(this.name, this.#init.proto));
  }

  get dependencies(): readonly FileDescriptor[] {
    return this.#init.dependencies?.() ?? [];
  }

  get types(): readonly RegistryType[] {
    return (this.#init.types?.() ?? []) as readonly RegistryType[];
  }

  declares(symbol: string): boolean {
    this.#symbols ??= symbolsIn(this.bytes);
    return this.#symbols.has(symbol);
  }
}

/** Messages that stand one behind the other are one message: so are the pieces of a descriptor. */
function joined(name: string, pieces: FileInit["proto"]): Uint8Array {
  const parts = pieces.map((piece) => {
    const part = typeof piece === "string" ? decodeBase64(piece) : piece;
    if (part === undefined) throw new Error(`generated code is damaged: the descriptor of ${name} is not base64`);
    return part;
  });
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let p = 0;
  for (const part of parts) {
    bytes.set(part, p);
    p += part.length;
  }
  return bytes;
}
