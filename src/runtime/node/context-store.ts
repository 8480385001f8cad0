import { AsyncLocalStorage } from "node:async_hooks";
import type { ContextStore } from "../rpc/propagation.js";
import type { ServerContext } from "../rpc/server-context.js";

const storage = new AsyncLocalStorage<ServerContext>();

/** Follows a handler through its promises and timers with AsyncLocalStorage. */
export const asyncContextStore: ContextStore = {
  current: () => storage.getStore(),
  run: (context, fn) => storage.run(context, fn),
};
