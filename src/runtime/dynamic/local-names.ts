import type { DescriptorProto } from "../wkt/gen/google/protobuf/descriptor_pb.js";

/** The names that generated code gives to the fields and oneofs of a message, by their places in the descriptor. */
export interface LocalNames {
  readonly fields: readonly string[];
  readonly oneofs: readonly string[];
}

/** `foo_bar` becomes `fooBar`, as in ProtoJSON. */
export function camelCase(name: string): string {
  return name.replace(/_+([^_])?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
}

/** `foo_bar` becomes `fooBar`, but for names of which no identifier would be left: `_1`, `__`. */
function propertyName(name: string): string {
  const camel = camelCase(name);
  return /^[A-Za-z]/.test(camel) ? camel : name;
}

/** What every object inherits. A property of such a name would seem to be set where it is not. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** A method of a service as stubs and implementations name it. A `then` would make the stub look like a promise. */
export function methodName(name: string, taken: object): string {
  let local = name.charAt(0).toLowerCase() + name.slice(1);
  if (local === "then" || isInherited(local)) local += "$";
  while (local in taken) local += "$";
  return local;
}

interface Named {
  readonly name: string;
  readonly number: number | undefined;
  readonly set: (local: string) => void;
}

/** Names the properties of a message. Two names that would become one are told apart by a `$` and the number of the field. */
export function localNames(message: DescriptorProto, isSynthetic: (oneof: number) => boolean): LocalNames {
  const fields: string[] = [];
  const oneofs: string[] = [];
  const members: Named[] = [];
  const inOneofs = new Map<number, Named[]>();
  for (const [i, { name = "", number, oneofIndex, proto3Optional }] of message.field.entries()) {
    const named: Named = { name, number, set: (local) => (fields[i] = local) };
    if (oneofIndex === undefined || proto3Optional) members.push(named);
    else inOneofs.set(oneofIndex, [...(inOneofs.get(oneofIndex) ?? []), named]);
  }
  const ownOneofs = message.oneofDecl.flatMap(({ name = "" }, i): Named[] =>
    isSynthetic(i) ? [] : [{ name, number: undefined, set: (local) => (oneofs[i] = local) }],
  );
  nameMembers([...members, ...ownOneofs]);
  for (const cases of inOneofs.values()) nameCases(cases);
  return { fields, oneofs };
}

function nameMembers(members: readonly Named[]): void {
  const taken = new Set<string>();
  const done = new Set<Named>();
  // A field that is named as its property keeps that name, whatever becomes `foo_bar` beside a `fooBar`.
  const sure = members.filter(({ name }) => propertyName(name) === name);
  for (const member of [...sure, ...members]) {
    if (done.has(member)) continue;
    done.add(member);
    let local = propertyName(member.name);
    if (isInherited(local)) local += "$";
    if (taken.has(local)) local = `${local}$${member.number ?? ""}`;
    while (taken.has(local)) local += "$";
    taken.add(local);
    member.set(local);
  }
}

/** The members of a oneof are the values of its `case`, so they need to differ from each other only. */
function nameCases(cases: readonly Named[]): void {
  const taken = new Set<string>();
  for (const member of cases) {
    let local = propertyName(member.name);
    if (taken.has(local)) local = `${local}$${member.number}`;
    taken.add(local);
    member.set(local);
  }
}
