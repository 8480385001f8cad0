import { type FileDescriptor, fileDescriptor } from "../message/descriptor/file-descriptor.js";
import { enumType } from "../message/enum-type.js";
import { extension, messageSetExtension } from "../message/extension.js";
import type { AnyMessageType, MessageType } from "../message/message-type.js";
import {
  type AnyEnumType,
  type AnyExtension,
  createRegistry,
  type Registry,
  type RegistryType,
} from "../message/registry.js";
import {
  type EnumDescriptorProto,
  FeatureSet_EnumType,
  type FieldDescriptorProto,
  FileDescriptorProto,
  type FileDescriptorSet,
} from "../wkt/gen/google/protobuf/descriptor_pb.js";
import * as wkt from "../wkt/index.js";
import { type Declared, type DeclaredMessage, declaredIn } from "./declared.js";
import { dynamicMessageType } from "./dynamic-message-type.js";
import { dynamicService } from "./dynamic-service.js";
import { type Features, withFeatures } from "./features.js";
import { holderPlan, type MessagePlan, messagePlan } from "./message-plan.js";

/**
 * The types of a set of files for which no code was generated: what server reflection or `buf build` gives. They work as generated
 * ones do, on messages of the same shape, but slower, since they look at the fields one by one.
 *
 * The set must be complete. Where it has google/protobuf/*.proto, the types are those of `farcall/wkt`; all times are messages, since
 * what options make of them is a matter of generated code. Throws Error, which names the
 * place, for a set that cannot be linked.
 */
export function createDynamicRegistry(set: FileDescriptorSet): Registry {
  const linker = new Linker();
  for (const proto of set.file) linker.declare(proto);
  return createRegistry(...set.file.map((proto) => linker.file(proto)));
}

class Linker {
  readonly #wellKnown: Registry = createRegistry(...Object.values(wkt).filter(isFile));
  readonly #declared = new Map<string, Declared>();
  readonly #files = new Map<string, FileDescriptor>();
  readonly #types = new Map<string, AnyMessageType | AnyEnumType>();
  readonly #plans = new Map<string, MessagePlan>();

  /** Notes what a file declares, before anything is made of it. */
  declare(proto: FileDescriptorProto): void {
    if (this.#wellKnown.file(proto.name ?? "") !== undefined) return;
    for (const [name, declared] of declaredIn(proto)) this.#declared.set(name, declared);
  }

  file(proto: FileDescriptorProto): FileDescriptor {
    const { name = "" } = proto;
    const file = this.#wellKnown.file(name) ?? this.#make(name, proto);
    this.#files.set(name, file);
    return file;
  }

  #make(name: string, proto: FileDescriptorProto): FileDescriptor {
    const types = [...declaredIn(proto)].flatMap(([typeName, declared]) => this.#typesOf(typeName, declared));
    const { sourceCodeInfo: _, ...rest } = proto;
    return fileDescriptor(name, {
      dependencies: () => proto.dependency.flatMap((path) => this.#files.get(path) ?? []),
      types: () => types,
      proto: [FileDescriptorProto.encode(rest)],
    });
  }

  #typesOf(typeName: string, declared: Declared): RegistryType[] {
    switch (declared.kind) {
      case "message":
        return declared.proto.options?.mapEntry ? [] : [this.#type(typeName, typeName)];
      case "enum":
        return [this.#type(typeName, typeName)];
      case "extension":
        return [this.#extension(typeName, declared.proto, declared.features)];
      case "service":
        return [dynamicService(typeName, declared.proto, (name) => this.#type(bare(name), typeName) as AnyMessageType)];
    }
  }

  /** The message or enum of a name that stands in the descriptor of `user`. */
  #type(typeName: string, user: string): AnyMessageType | AnyEnumType {
    const known =
      this.#types.get(typeName) ?? this.#wellKnown.getMessage(typeName) ?? this.#wellKnown.getEnum(typeName);
    if (known !== undefined) return known;
    const declared = this.#declared.get(typeName);
    if (declared?.kind !== "message" && declared?.kind !== "enum") throw missing(typeName, user);
    const type =
      declared.kind === "enum"
        ? dynamicEnum(typeName, declared.proto, declared.features)
        : this.#messageType(typeName, this.#plan(typeName, declared));
    this.#types.set(typeName, type);
    return type;
  }

  #messageType(typeName: string, plan: MessagePlan): AnyMessageType {
    const references = (): readonly unknown[] => plan.references.map((name) => this.#type(name, typeName));
    for (const name of plan.references) if (!this.#isKnown(name)) throw missing(name, typeName);
    return dynamicMessageType(typeName, plan, references, this.#leadsToRequired(plan));
  }

  #isKnown(name: string): boolean {
    return (
      this.#declared.has(name) ||
      this.#wellKnown.getMessage(name) !== undefined ||
      this.#wellKnown.getEnum(name) !== undefined
    );
  }

  #plan(typeName: string, { proto, features }: DeclaredMessage): MessagePlan {
    let plan = this.#plans.get(typeName);
    if (plan === undefined) {
      plan = messagePlan(typeName, proto, features, (field) => {
        const type = this.#declared.get(bare(field.typeName));
        return type?.kind === "message" && type.proto.options?.mapEntry ? type.proto : undefined;
      });
      this.#plans.set(typeName, plan);
    }
    return plan;
  }

  #leadsToRequired({ hasRequired, references }: MessagePlan): boolean {
    if (hasRequired) return true;
    const seen = new Set(references);
    for (const name of seen) {
      if (this.#wellKnown.getMessage(name)?.$required) return true;
      const declared = this.#declared.get(name);
      if (declared?.kind !== "message") continue;
      const below = this.#plan(name, declared);
      if (below.hasRequired) return true;
      for (const next of below.references) seen.add(next);
    }
    return false;
  }

  #extension(typeName: string, field: FieldDescriptorProto, features: Features): AnyExtension {
    const extendee = bare(field.extendee);
    const declared = this.#declared.get(extendee);
    const inMessageSet = declared?.kind === "message" && declared.proto.options?.messageSetWireFormat === true;
    const number = field.number ?? 0;
    // An item of a message set has the message as field 3, and the number of the extension beside it.
    const holder = this.#messageType(typeName, holderPlan(typeName, field, inMessageSet ? 3 : number, features));
    return (inMessageSet ? messageSetExtension : extension)(
      extendee,
      number,
      holder as MessageType<{ value?: unknown }>,
    );
  }
}

function dynamicEnum(typeName: string, proto: EnumDescriptorProto, outer: Features): AnyEnumType {
  const closed = withFeatures(outer, proto.options?.features).enumType === FeatureSet_EnumType.CLOSED;
  const values = Object.fromEntries(proto.value.map(({ name = "", number = 0 }) => [name, number]));
  return enumType(typeName, "", values, closed);
}

function bare(typeName: string | undefined): string {
  return typeName?.replace(/^\./, "") ?? "";
}

function missing(typeName: string, user: string): Error {
  return new Error(`${user}: the set does not declare ${typeName}, which it uses: give a set with all imports`);
}

function isFile(value: unknown): value is FileDescriptor {
  return typeof value === "object" && value !== null && "declares" in value;
}
