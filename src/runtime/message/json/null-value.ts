/** Whether the enum is google.protobuf.NullValue, which is null in JSON. It is read as any other enum besides. */
export function isNullValue(type: { readonly typeName: string }): boolean {
  return type.typeName === "google.protobuf.NullValue";
}
