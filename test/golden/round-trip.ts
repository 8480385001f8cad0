import { type DescMessage, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import type { AnyMessageType } from "../../src/runtime/message/message-type.js";
import { expectSame } from "./same-message.js";

/**
 * Throws unless farcall reads what @bufbuild/protobuf wrote, holds the same values, and writes what @bufbuild/protobuf reads as the
 * message it began with. Bytes are compared as @bufbuild/protobuf writes them, unknown fields included.
 */
export function expectRoundTrip(desc: DescMessage, type: AnyMessageType, message: Message): void {
  const theirs = toBinary(desc, message);
  const decoded = type.decode(theirs);
  expectSame(desc, fromBinary(desc, theirs), decoded);
  const ours = type.encode(decoded);
  const again = toBinary(desc, fromBinary(desc, ours));
  if (Buffer.compare(again, theirs) !== 0) {
    throw new Error(`${desc.typeName}: expected ${hex(theirs)}, got ${hex(ours)}, which is read as ${hex(again)}`);
  }
  // What create and pooled encoding give is the same message.
  const created = type.encode(type.create(decoded), { pooled: true });
  if (Buffer.compare(created, ours) !== 0) {
    throw new Error(`${desc.typeName}: expected ${hex(ours)} from create and pooled encode, got ${hex(created)}`);
  }
}

/** The message types among the exports of a generated module, by their full names. */
export function messageTypes(module: object): Map<string, AnyMessageType> {
  const types = Object.values(module).filter(
    (value): value is AnyMessageType =>
      typeof value === "object" && value !== null && "typeName" in value && "decode" in value,
  );
  return new Map(types.map((type) => [type.typeName, type]));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
