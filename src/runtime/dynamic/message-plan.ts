import {
  type DescriptorProto,
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FeatureSet_RepeatedFieldEncoding,
  FeatureSet_Utf8Validation,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldOptions_JSType,
} from "../wkt/gen/google/protobuf/descriptor_pb.js";
import { type Features, fieldFeatures, withFeatures } from "./features.js";
import { camelCase, localNames } from "./local-names.js";

/** What a field table says of a message type, and what it does not say. */
export interface MessagePlan {
  /** The packed form that field-table.ts reads. */
  readonly table: string;
  /** The full names of the types that the table refers to. */
  readonly references: readonly string[];
  /** The fields whose strings need not be UTF-8. */
  readonly unverified: ReadonlySet<number>;
  /** The declared defaults as descriptors spell them, by the numbers of their fields. */
  readonly defaults: ReadonlyMap<number, string>;
  /** The names of the properties, by the numbers of the fields. */
  readonly localNames: ReadonlyMap<number, string>;
  readonly hasRequired: boolean;
}

/** The letters of scalar types in field tables, by FieldDescriptorProto.Type. */
const LETTERS = "?dfluiFxbs??yv?XLzZ";
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** The plan of a message. `entryOf` gives the entry message of a map field, and undefined for other fields. */
export function messagePlan(
  typeName: string,
  message: DescriptorProto,
  features: Features,
  entryOf: (field: FieldDescriptorProto) => DescriptorProto | undefined,
): MessagePlan {
  const synthetic = new Set(message.field.map((field) => (field.proto3Optional ? field.oneofIndex : undefined)));
  const names = localNames(message, (i) => synthetic.has(i));
  const builder = new PlanBuilder(typeName, entryOf);
  message.field.forEach((field, i) => {
    const oneof = field.oneofIndex === undefined || field.proto3Optional ? undefined : names.oneofs[field.oneofIndex];
    const group = field.oneofIndex === undefined ? undefined : message.oneofDecl[field.oneofIndex];
    const outer = withFeatures(features, group?.options?.features);
    builder.add(field, names.fields[i]!, oneof, fieldFeatures(outer, field));
  });
  for (const name of message.reservedName) if (IDENTIFIER.test(name)) builder.reserve(name);
  return builder.plan();
}

/** The plan of the holder of an extension: the extension as the only field, `value`. */
export function holderPlan(
  typeName: string,
  extension: FieldDescriptorProto,
  number: number,
  features: Features,
): MessagePlan {
  const builder = new PlanBuilder(typeName, () => undefined);
  const field = { ...extension, name: "value", jsonName: "value", number };
  const resolved = fieldFeatures(features, extension);
  const isImplicit = resolved.fieldPresence === FeatureSet_FieldPresence.IMPLICIT;
  const fieldPresence = isImplicit ? FeatureSet_FieldPresence.EXPLICIT : resolved.fieldPresence;
  builder.add(field, "value", undefined, { ...resolved, fieldPresence });
  return builder.plan();
}

class PlanBuilder {
  readonly #typeName: string;
  readonly #entryOf: (field: FieldDescriptorProto) => DescriptorProto | undefined;
  readonly #entries: string[] = [];
  readonly #references: string[] = [];
  readonly #unverified = new Set<number>();
  readonly #defaults = new Map<number, string>();
  readonly #localNames = new Map<number, string>();
  #hasRequired = false;

  constructor(typeName: string, entryOf: (field: FieldDescriptorProto) => DescriptorProto | undefined) {
    this.#typeName = typeName;
    this.#entryOf = entryOf;
  }

  add(field: FieldDescriptorProto, local: string, oneof: string | undefined, features: Features): void {
    const { name = "", number = 0, jsonName } = field;
    if (!IDENTIFIER.test(name)) throw new Error(`${this.#typeName}: ${JSON.stringify(name)} is no name of a field`);
    const entry = this.#entryOf(field);
    const [key, value] =
      entry === undefined ? [undefined, field] : (entry.field as [FieldDescriptorProto, FieldDescriptorProto]);
    const mark = entry === undefined ? this.#mark(field, oneof, features) : "";
    const kind = this.#kind(
      value,
      entry === undefined && features.messageEncoding === FeatureSet_MessageEncoding.DELIMITED,
    );
    const usual = camelCase(name);
    this.#entries.push(
      [
        number,
        key === undefined ? "" : `<${LETTERS[key.type ?? 0]}`,
        kind,
        mark,
        ` ${name}`,
        local === usual ? "" : `>${local}`,
        (jsonName ?? usual) === usual ? "" : `@${escaped(jsonName!)}`,
        oneof === undefined ? "" : `|${oneof}`,
      ].join(""),
    );
    if (features.utf8Validation === FeatureSet_Utf8Validation.NONE) this.#unverified.add(number);
    if (field.defaultValue !== undefined) this.#defaults.set(number, field.defaultValue);
    this.#localNames.set(number, local);
    if (mark === "!") this.#hasRequired = true;
  }

  reserve(name: string): void {
    this.#entries.push(`-${name}`);
  }

  plan(): MessagePlan {
    return {
      table: this.#entries.join(";"),
      references: this.#references,
      unverified: this.#unverified,
      defaults: this.#defaults,
      localNames: this.#localNames,
      hasRequired: this.#hasRequired,
    };
  }

  #mark(field: FieldDescriptorProto, oneof: string | undefined, features: Features): string {
    if (field.label === FieldDescriptorProto_Label.REPEATED) {
      const packs = features.repeatedFieldEncoding === FeatureSet_RepeatedFieldEncoding.PACKED;
      return packs && isPackable(field) ? "#" : "*";
    }
    if (oneof !== undefined) return "?";
    if (features.fieldPresence === FeatureSet_FieldPresence.LEGACY_REQUIRED) return "!";
    const isImplicit = features.fieldPresence === FeatureSet_FieldPresence.IMPLICIT && !isMessage(field);
    return isImplicit ? "" : "?";
  }

  #kind(field: FieldDescriptorProto, delimited: boolean): string {
    if (isMessage(field)) return `${delimited ? "g" : "m"}${this.#reference(field)}`;
    if (field.type === FieldDescriptorProto_Type.ENUM) return `e${this.#reference(field)}`;
    const letter = LETTERS[field.type ?? 0] ?? "?";
    if (letter === "?")
      throw new Error(`${this.#typeName}.${field.name}: the descriptor does not tell the field's type`);
    return letter + ("luFLZ".includes(letter) ? longMark(field) : "");
  }

  #reference(field: FieldDescriptorProto): number {
    const typeName = field.typeName?.replace(/^\./, "") ?? "";
    const index = this.#references.indexOf(typeName);
    return index >= 0 ? index : this.#references.push(typeName) - 1;
  }
}

function isMessage({ type }: FieldDescriptorProto): boolean {
  return type === FieldDescriptorProto_Type.MESSAGE || type === FieldDescriptorProto_Type.GROUP;
}

function isPackable(field: FieldDescriptorProto): boolean {
  return (
    !isMessage(field) &&
    field.type !== FieldDescriptorProto_Type.STRING &&
    field.type !== FieldDescriptorProto_Type.BYTES
  );
}

function longMark(field: FieldDescriptorProto): string {
  const jsType = field.options?.jstype;
  return jsType === FieldOptions_JSType.JS_STRING ? '"' : jsType === FieldOptions_JSType.JS_NUMBER ? "0" : "";
}

/** A JSON name may hold anything, also what the table is split at. */
function escaped(jsonName: string): string {
  return encodeURIComponent(jsonName).replace(/['()*!~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
