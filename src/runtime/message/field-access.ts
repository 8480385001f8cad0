import type { Field } from "./field-table.js";

/** A message as the generic operations see it: properties by name. */
export interface PlainMessage {
  [property: string]: unknown;
  $unknown?: Uint8Array | undefined;
}

/** A oneof as a message holds it. */
export interface PlainOneof {
  readonly case?: string | undefined;
  readonly value?: unknown;
}

/** What a message holds in a field; undefined where it is absent, as for a member of a oneof that holds another one. */
export function getField(message: PlainMessage, { oneof, localName }: Field): unknown {
  if (oneof === undefined) return message[localName];
  const choice = message[oneof] as PlainOneof | undefined;
  return choice?.case === localName ? choice.value : undefined;
}

/** Sets a field; a member of a oneof takes the place of the one that the oneof held. */
export function setField(message: PlainMessage, { oneof, localName }: Field, value: unknown): void {
  message[oneof ?? localName] = oneof === undefined ? value : { case: localName, value };
}
