import { RECURSION_LIMIT } from "../recursion-limit.js";
import { FieldMaskError } from "./field-mask-error.js";

/** What the operations take as a `google.protobuf.FieldMask`. */
export interface FieldMaskInit {
  readonly paths?: readonly string[] | undefined;
}

/** What the operations return: a `google.protobuf.FieldMask`. */
export interface FieldMaskPaths {
  paths: string[];
}

/** Paths by their first name. Below the root, an empty tree is a whole field: all that is below it is covered. */
export type PathTree = Map<string, PathTree>;

/** The paths of a mask as a tree, without those that others cover. Throws FieldMaskError for a path of more than 100 names. */
export function treeOf({ paths = [] }: FieldMaskInit): PathTree {
  const root: PathTree = new Map();
  for (const path of paths) addPath(root, path);
  return root;
}

function addPath(root: PathTree, path: string): void {
  const names = path.split(".");
  if (names.length > RECURSION_LIMIT) throw new FieldMaskError(`a path has at most ${RECURSION_LIMIT} names`, path);
  let tree = root;
  for (const name of names) {
    const known = tree.get(name);
    if (known?.size === 0) return;
    const next: PathTree = known ?? new Map();
    tree.set(name, next);
    tree = next;
  }
  tree.clear();
}

/** The mask of a tree, its paths in the order of their names. */
export function maskOf(tree: PathTree): FieldMaskPaths {
  const paths: string[] = [];
  const visit = (below: PathTree, prefix: string): void => {
    for (const name of [...below.keys()].sort()) {
      const inner = below.get(name)!;
      if (inner.size === 0) paths.push(prefix + name);
      else visit(inner, `${prefix}${name}.`);
    }
  };
  visit(tree, "");
  return { paths };
}
