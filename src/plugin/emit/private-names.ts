import type { MessageModel } from "../model/message.js";

/** The functions of a message that the generated file keeps to itself. No exported name has a `$` in its middle. */
export interface PrivateNames {
  readonly create: string;
  readonly read: string;
  readonly write: string;
  readonly mapReader: (property: string) => string;
  readonly oneofCreator: (property: string) => string;
}

export function privateNames({ name }: Pick<MessageModel, "name">): PrivateNames {
  return {
    create: `${name}$create`,
    read: `${name}$read`,
    write: `${name}$write`,
    mapReader: (property) => `${name}$entry$${property}`,
    oneofCreator: (property) => `${name}$oneof$${property}`,
  };
}
