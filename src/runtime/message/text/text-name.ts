import { MESSAGE_SET } from "../extension-items.js";
import { type Field, fieldsOf } from "../field-table.js";
import type { AnyExtension, Registry } from "../registry.js";

/**
 * The name of a field in text. A group goes by the name of its type: `Data` for a delimited field `data` whose type `Data` is
 * declared in the same message.
 */
export function textName(field: Field, parent: string): string {
  if (field.value.kind !== "message" || !field.value.delimited) return field.name;
  const { typeName } = field.value.type;
  const name = lastName(typeName);
  return name.toLowerCase() === field.name && typeName === `${parent}.${name}` ? name : field.name;
}

/** The name of an extension in brackets. One of a message set that its own type declares goes by the name of the type. */
export function extensionName(extension: AnyExtension): string {
  const { value } = fieldsOf(extension.$holder).all[0]!;
  const { typeName } = extension;
  const scope = typeName.slice(0, Math.max(0, typeName.length - lastName(typeName).length - 1));
  const byType = extension.$items === MESSAGE_SET && value.kind === "message" && value.type.typeName === scope;
  return byType ? scope : typeName;
}

/** The extension of a message by the name in brackets. */
export function findExtension(
  registry: Registry | undefined,
  extendee: string,
  name: string,
): AnyExtension | undefined {
  const extension = registry?.getExtension(name);
  if (extension !== undefined) return extension.extendee === extendee ? extension : undefined;
  for (const other of registry?.getExtensionsOf(extendee) ?? []) if (extensionName(other) === name) return other;
  return undefined;
}

function lastName(typeName: string): string {
  return typeName.slice(typeName.lastIndexOf(".") + 1);
}
