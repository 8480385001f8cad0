import type { MessageType } from "../message-type.js";
import { checkedTree, fieldsAlong } from "./checked-tree.js";
import type { FieldPath } from "./field-path.js";
import type { FieldMaskInit, FieldMaskPaths } from "./path-tree.js";

/**
 * A `google.protobuf.FieldMask` of fields, by the names of their properties; the compiler knows them. A oneof has no part in a path:
 * its members stand beside the other fields. In the mask, as on the wire, are the names of the .proto file.
 *
 *     fieldMask(Order, "customerId", "payment.expiryYear"); // { paths: ["customer_id", "payment.expiry_year"] }
 *
 * Throws FieldMaskError for a path that the type does not have.
 */
export function fieldMask<T, const Paths extends readonly string[]>(
  type: MessageType<T, never>,
  ...paths: Paths & { readonly [I in keyof Paths]: FieldPath<T, Paths[I]> }
): FieldMaskPaths {
  return {
    paths: (paths as readonly string[]).map((path) =>
      fieldsAlong(type, path.split("."), "localName")
        .map(({ name }) => name)
        .join("."),
    ),
  };
}

/**
 * Throws FieldMaskError if a path of the mask is none of the message type: for a mask that comes from elsewhere and is used later. The
 * operations on messages check theirs.
 */
export function checkFieldMask(type: MessageType<unknown, never>, mask: FieldMaskInit): void {
  checkedTree(type, mask);
}
