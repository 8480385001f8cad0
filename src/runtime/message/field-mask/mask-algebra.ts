import { type FieldMaskInit, type FieldMaskPaths, maskOf, type PathTree, treeOf } from "./path-tree.js";

/**
 * The mask that covers the same fields in the fewest paths, in alphabetical order: `["b", "a.c", "a"]` becomes `["a", "b"]`.
 *
 * Source, as of the other operations: `FieldMaskUtil` of the Protocol Buffers APIs in Java and C++.
 */
export function normalizeFieldMask(mask: FieldMaskInit): FieldMaskPaths {
  return maskOf(treeOf(mask));
}

/** The mask of the fields that any of the masks covers, normalized. */
export function uniteFieldMasks(...masks: readonly FieldMaskInit[]): FieldMaskPaths {
  return normalizeFieldMask({ paths: masks.flatMap(({ paths = [] }) => paths) });
}

/** The mask of the fields that both masks cover, normalized: `["a"]` and `["a.b", "c"]` have `["a.b"]` in common. */
export function intersectFieldMasks(a: FieldMaskInit, b: FieldMaskInit): FieldMaskPaths {
  return maskOf(intersect(treeOf(a), treeOf(b)));
}

function intersect(a: PathTree, b: PathTree): PathTree {
  const both: PathTree = new Map();
  for (const [name, below] of a) {
    const other = b.get(name);
    if (other === undefined) continue;
    const common = below.size === 0 ? other : other.size === 0 ? below : intersect(below, other);
    // What two parts of a field have in common may be nothing; an empty tree would be all of it.
    if (common.size > 0 || (below.size === 0 && other.size === 0)) both.set(name, common);
  }
  return both;
}
