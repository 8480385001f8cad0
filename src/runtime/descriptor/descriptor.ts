import type { FileDescriptor } from "../message/descriptor/file-descriptor.js";
import type {
  DescriptorProto,
  EnumDescriptorProto,
  EnumValueDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
  MethodDescriptorProto,
  OneofDescriptorProto,
  ServiceDescriptorProto,
} from "../wkt/gen/google/protobuf/descriptor_pb.js";

/** What all elements of a file have. */
interface Element<Kind extends string, Proto> {
  readonly kind: Kind;
  /** The name in the .proto file. */
  readonly name: string;
  /** The name with all that stands around it, without a leading dot: `acme.shop.v1.Order.customer_id`. */
  readonly fullName: string;
  readonly file: FileDescriptor;
  /** The element as the compiler describes it. Shared: do not change it. */
  readonly proto: Proto;
}

export interface FieldDescriptor extends Element<"field", FieldDescriptorProto> {
  readonly parent: MessageDescriptor;
}

export interface OneofDescriptor extends Element<"oneof", OneofDescriptorProto> {
  readonly parent: MessageDescriptor;
}

export interface ExtensionDescriptor extends Element<"extension", FieldDescriptorProto> {
  /** The message that it is declared in, if any; not the one that it extends. */
  readonly parent: MessageDescriptor | undefined;
}

/** A message; also the entry of a map, which compilers describe as one. */
export interface MessageDescriptor extends Element<"message", DescriptorProto> {
  readonly parent: MessageDescriptor | undefined;
  /** In the order of the .proto file. */
  readonly fields: readonly FieldDescriptor[];
  readonly oneofs: readonly OneofDescriptor[];
  /** The field of a name in the .proto file, or of a number. */
  field(key: string | number): FieldDescriptor | undefined;
}

export interface EnumValueDescriptor extends Element<"enum value", EnumValueDescriptorProto> {
  readonly parent: EnumDescriptor;
}

export interface EnumDescriptor extends Element<"enum", EnumDescriptorProto> {
  readonly parent: MessageDescriptor | undefined;
  readonly values: readonly EnumValueDescriptor[];
  /** The value of a name in the .proto file, or the first one of a number. */
  value(key: string | number): EnumValueDescriptor | undefined;
}

export interface MethodDescriptor extends Element<"method", MethodDescriptorProto> {
  readonly parent: ServiceDescriptor;
}

export interface ServiceDescriptor extends Element<"service", ServiceDescriptorProto> {
  readonly methods: readonly MethodDescriptor[];
  /** The method of a name in the .proto file. */
  method(name: string): MethodDescriptor | undefined;
}

/** An element of a file. */
export type Descriptor =
  | MessageDescriptor
  | FieldDescriptor
  | OneofDescriptor
  | EnumDescriptor
  | EnumValueDescriptor
  | ExtensionDescriptor
  | ServiceDescriptor
  | MethodDescriptor;

/** The elements of a file by their full names. */
export function elementsOf(file: FileDescriptor, proto: FileDescriptorProto): ReadonlyMap<string, Descriptor> {
  const elements = new Elements(file);
  const scope = proto.package;
  for (const type of proto.messageType) elements.addMessage(type, scope, undefined);
  for (const type of proto.enumType) elements.addEnum(type, scope, undefined);
  for (const field of proto.extension) elements.addExtension(field, scope, undefined);
  for (const service of proto.service) elements.addService(service, scope);
  return elements.byName;
}

class Elements {
  readonly byName = new Map<string, Descriptor>();
  readonly #file: FileDescriptor;

  constructor(file: FileDescriptor) {
    this.#file = file;
  }

  addMessage(proto: DescriptorProto, scope: string | undefined, parent: MessageDescriptor | undefined): void {
    const fields: FieldDescriptor[] = [];
    const oneofs: OneofDescriptor[] = [];
    const message: MessageDescriptor = this.#add({
      ...this.#element("message", proto, scope),
      parent,
      fields,
      oneofs,
      field: (key) => fields.find(({ proto }) => proto.name === key || proto.number === key),
    });
    const { fullName } = message;
    for (const field of proto.field) {
      fields.push(this.#add({ ...this.#element("field", field, fullName), parent: message }));
    }
    for (const oneof of proto.oneofDecl) {
      oneofs.push(this.#add({ ...this.#element("oneof", oneof, fullName), parent: message }));
    }
    for (const type of proto.nestedType) this.addMessage(type, fullName, message);
    for (const type of proto.enumType) this.addEnum(type, fullName, message);
    for (const field of proto.extension) this.addExtension(field, fullName, message);
  }

  addEnum(proto: EnumDescriptorProto, scope: string | undefined, parent: MessageDescriptor | undefined): void {
    const values: EnumValueDescriptor[] = [];
    const type: EnumDescriptor = this.#add({
      ...this.#element("enum", proto, scope),
      parent,
      values,
      value: (key) => values.find(({ proto }) => proto.name === key || proto.number === key),
    });
    // Names of values stand beside that of the enum.
    for (const value of proto.value) {
      values.push(this.#add({ ...this.#element("enum value", value, scope), parent: type }));
    }
  }

  addExtension(proto: FieldDescriptorProto, scope: string | undefined, parent: MessageDescriptor | undefined): void {
    this.#add({ ...this.#element("extension", proto, scope), parent });
  }

  addService(proto: ServiceDescriptorProto, scope: string | undefined): void {
    const methods: MethodDescriptor[] = [];
    const service: ServiceDescriptor = this.#add({
      ...this.#element("service", proto, scope),
      methods,
      method: (name) => methods.find(({ proto }) => proto.name === name),
    });
    for (const method of proto.method) {
      methods.push(this.#add({ ...this.#element("method", method, service.fullName), parent: service }));
    }
  }

  #element<Kind extends string, Proto extends { name?: string | undefined }>(
    kind: Kind,
    proto: Proto,
    scope: string | undefined,
  ): Element<Kind, Proto> {
    const name = proto.name ?? "";
    return { kind, name, fullName: scope ? `${scope}.${name}` : name, file: this.#file, proto };
  }

  #add<D extends Descriptor>(descriptor: D): D {
    this.byName.set(descriptor.fullName, descriptor);
    return descriptor;
  }
}
