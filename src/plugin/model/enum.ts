import type { DescEnum } from "../schema/descriptor.js";
import { commentsOf } from "./comments.js";
import { declarationOf } from "./declaration.js";
import type { Docs } from "./message.js";
import { namesOf } from "./names.js";
import { safeProperty } from "./reserved-words.js";

export interface EnumModel {
  readonly docs: Docs;
  readonly typeName: string;
  readonly name: string;
  readonly companion: string;
  /** What all names begin with, and the local ones do not. */
  readonly prefix: string;
  readonly closed: boolean;
  readonly values: readonly EnumValueModel[];
}

export interface EnumValueModel {
  readonly docs: Docs;
  readonly name: string;
  readonly number: number;
}

export function enumModel(desc: DescEnum): EnumModel {
  const names = namesOf(desc.file);
  const prefix = sharedPrefix(desc);
  return {
    docs: {
      comments: commentsOf(desc),
      source: declarationOf(desc),
      deprecated: desc.deprecated || desc.file.deprecated,
    },
    typeName: desc.typeName,
    name: names.of(desc),
    companion: names.companion(desc, "Enum"),
    prefix,
    closed: !desc.open,
    values: desc.values.map((value) => ({
      docs: { comments: commentsOf(value), source: declarationOf(value), deprecated: value.deprecated },
      name: safeProperty(value.name.slice(prefix.length)),
      number: value.number,
    })),
  };
}

/** `ORDER_STATUS_` if all values of OrderStatus begin so, and what is left of each is an identifier. */
function sharedPrefix(desc: DescEnum): string {
  const prefix = `${desc.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}_`;
  const strips = desc.values.every(
    ({ name }) => name.startsWith(prefix) && /^[A-Za-z]/.test(name.slice(prefix.length)),
  );
  return strips ? prefix : "";
}
