import type { ServerContext } from "./server-context.js";

/** Knows which handler the running code belongs to, where the platform can tell (AsyncLocalStorage in Node). */
export interface ContextStore {
  /** The context of the handler that runs. */
  current(): ServerContext | undefined;
  /** Runs `fn` as part of the handler of `context`. */
  run<R>(context: ServerContext, fn: () => R): R;
}

let store: ContextStore | undefined;

/** Makes every call without a `parent` ask `contextStore` for one. Until somebody does, calls pay nothing for it. */
export function enablePropagation(contextStore: ContextStore): void {
  store = contextStore;
}

/** The context of the handler that runs, if a store was set and knows. */
export function currentContext(): ServerContext | undefined {
  return store?.current();
}
