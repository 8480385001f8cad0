import { relativeTo } from "./module-path.js";

/** Something of another module. What it is called in the importing file is known when all of the file is. */
export interface ImportedName {
  readonly name: string;
  readonly module: string;
  /** Whether it is a type everywhere. */
  typeOnly: boolean;
  /** The name in the importing file, where that is decided. */
  alias: string | undefined;
}

/** Names as `import` lists them: of one module, and either types alone or not. */
export interface ImportStatement {
  readonly module: string;
  readonly typeOnly: boolean;
  readonly names: readonly { readonly name: string; readonly alias: string }[];
}

/**
 * The imports of a file. Who comes first has a name; another of that name, or of the name of something that the file exports, gets a
 * `$` and a number, as no name of a .proto file has them.
 */
export class Imports {
  readonly #declared: ReadonlySet<string>;
  readonly #modules = new Map<string, Map<string, ImportedName>>();
  readonly #inOrder: ImportedName[] = [];
  readonly #taken = new Set<string>();

  /** `declared` has all names that the file may export. */
  constructor(declared: ReadonlySet<string>) {
    this.#declared = declared;
  }

  /** Imports a name, and returns it as it is known so far. */
  use(name: string, module: string, typeOnly: boolean): ImportedName {
    let names = this.#modules.get(module);
    if (names === undefined) this.#modules.set(module, (names = new Map()));
    let found = names.get(name);
    if (found === undefined) {
      const isFree = !this.#declared.has(name) && !this.#taken.has(name);
      if (isFree) this.#taken.add(name);
      names.set(name, (found = { name, module, typeOnly, alias: isFree ? name : undefined }));
      this.#inOrder.push(found);
    } else if (!typeOnly) {
      found.typeOnly = false;
    }
    return found;
  }

  /** Decides all names that are open, given those that the file does export. */
  resolve(exported: Iterable<string>): void {
    for (const name of exported) this.#taken.add(name);
    for (const imported of this.#inOrder) {
      if (imported.alias !== undefined) continue;
      let alias = imported.name;
      for (let i = 1; this.#taken.has(alias); i++) alias = `${imported.name}$${i}`;
      this.#taken.add(alias);
      imported.alias = alias;
    }
  }

  /** The statements, in the order in which their modules were used first. `importer` is the module of the file. */
  *statements(importer: string, rewrite: (module: string) => string): Generator<ImportStatement> {
    for (const [path, names] of this.#modules) {
      const module = relativeTo(importer, rewrite(path));
      for (const typeOnly of [true, false]) {
        const list = [...names.values()].filter((imported) => imported.typeOnly === typeOnly);
        if (list.length > 0) yield { module, typeOnly, names: list.map(({ name, alias = name }) => ({ name, alias })) };
      }
    }
  }
}
