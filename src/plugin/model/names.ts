import {
  type Declared,
  type DescField,
  type DescFile,
  type DescMessage,
  type DescOneof,
  nestedTypes,
} from "../schema/descriptor.js";
import { safeIdentifier, safeProperty } from "./reserved-words.js";

/** The names that a generated file declares. `companion` is what comes with a declaration: `OrderInit`, `StatusEnum`. */
export interface FileNames {
  of(desc: Declared): string;
  companion(desc: Declared, suffix: "Init" | "Enum" | "Client" | "Server"): string;
  /** The file's own descriptor: `file_acme_shop_v1_order`. */
  readonly file: string;
  /** Everything that the file declares. */
  readonly all: ReadonlySet<string>;
}

const SUFFIXES = { message: ["Init"], enum: ["Enum"], extension: [], service: ["Client", "Server"] } as const;

const cache = new WeakMap<DescFile, FileNames>();

/**
 * Names everything in a file. They depend on nothing but the file, so that other files find the same ones. Top-level types
 * choose first, then nested ones, then extensions and services, then companions, and the file's descriptor last; who comes too late
 * gets a `$`.
 */
export function namesOf(file: DescFile): FileNames {
  let names = cache.get(file);
  if (names === undefined) {
    names = nameAll(file);
    cache.set(file, names);
  }
  return names;
}

function nameAll(file: DescFile): FileNames {
  const all = new Set<string>();
  const claim = (name: string): string => {
    let free = safeIdentifier(name);
    while (all.has(free)) free += "$";
    all.add(free);
    return free;
  };
  const declared = nestedTypes(file);
  const rank = (desc: Declared): number =>
    desc.kind === "message" || desc.kind === "enum" ? (desc.parent === undefined ? 0 : 1) : 2;
  const ordered = [0, 1, 2].flatMap((wanted) => declared.filter((desc) => rank(desc) === wanted));
  const names = new Map<Declared, string>(ordered.map((desc) => [desc, claim(idealName(desc))]));
  const companions = new Map<string, string>();
  for (const desc of ordered) {
    for (const suffix of SUFFIXES[desc.kind]) companions.set(desc.typeName + suffix, claim(idealName(desc) + suffix));
  }
  const descriptor = claim(`file_${file.name.replace(/[^A-Za-z0-9]+/g, "_")}`);
  return {
    of: (desc) => names.get(desc)!,
    companion: (desc, suffix) => companions.get(desc.typeName + suffix)!,
    file: descriptor,
    all,
  };
}

/** The name without the package, joined by underscores: `Outer_Inner`. Extensions are values: `Outer_myOption`. */
function idealName(desc: Declared): string {
  const scope = desc.kind === "service" ? undefined : desc.parent;
  const name = desc.kind === "extension" ? camelCase(desc.name) : desc.name;
  return scope === undefined ? name : `${idealName(scope)}_${name}`;
}

/** The names of the properties of a message. */
export function propertiesOf(
  message: DescMessage,
  style: "camel" | "proto",
): ReadonlyMap<DescField | DescOneof, string> {
  const ideal = (name: string): string => (style === "proto" ? name : propertyName(name));
  const taken = new Set<string>();
  const names = new Map<DescField | DescOneof, string>();
  const members = message.fields.filter((field) => field.oneof === undefined);
  // A field that is named as its property keeps that name, whatever becomes `foo_bar` beside a `fooBar`.
  const sure = [...members, ...message.oneofs].filter((member) => ideal(member.name) === member.name);
  for (const member of [...sure, ...members, ...message.oneofs]) {
    if (names.has(member)) continue;
    let name = safeProperty(ideal(member.name));
    if (taken.has(name)) name = `${name}$${member.kind === "field" ? member.number : ""}`;
    while (taken.has(name)) name += "$";
    taken.add(name);
    names.set(member, name);
  }
  for (const oneof of message.oneofs) nameMembers(oneof, names, ideal);
  return names;
}

/** The members of a oneof are the values of its `case`, so they need to differ from each other only. */
function nameMembers(
  oneof: DescOneof,
  names: Map<DescField | DescOneof, string>,
  ideal: (name: string) => string,
): void {
  const taken = new Set<string>();
  for (const field of oneof.fields) {
    let name = ideal(field.name);
    if (taken.has(name)) name = `${name}$${field.number}`;
    taken.add(name);
    names.set(field, name);
  }
}

/** `foo_bar` becomes `fooBar`, but for names of which no identifier would be left: `_1`, `__`. */
function propertyName(name: string): string {
  const camel = camelCase(name);
  return /^[A-Za-z]/.test(camel) ? camel : name;
}

/** `foo_bar` becomes `fooBar`, as in ProtoJSON. */
export function camelCase(name: string): string {
  if (!name.includes("_")) return name;
  let camel = camelCased.get(name);
  if (camel === undefined) {
    camel = name.replace(/_+([^_])?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
    camelCased.set(name, camel);
  }
  return camel;
}

/** Few names of fields are new: schemas have the same ones everywhere. */
const camelCased = new Map<string, string>();
