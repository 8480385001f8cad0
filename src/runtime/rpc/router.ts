import type { Interceptor } from "./interceptor.js";
import { DEFAULT_MAX_RECEIVE_BYTES, type Limits } from "./limits.js";
import type { AnyMethod, ServiceType } from "./method.js";
import type { ContextStore } from "./propagation.js";
import type { ServerContext } from "./server-context.js";

export interface RouterOptions {
  /** Around every handler, the first outermost. They do not see calls of methods that are not there. */
  readonly interceptors?: readonly Interceptor[] | undefined;
  readonly limits?: Limits | undefined;
  /**
   * Told of everything that a handler throws but a StatusError. The client learns nothing of it but the code UNKNOWN, so this
   * is the place to log it.
   */
  readonly onError?: ((error: unknown, context: ServerContext) => void) | undefined;
}

/** One method and the function that implements it. */
export interface Route {
  readonly method: AnyMethod;
  readonly implementation: object;
  readonly handler: (...args: unknown[]) => unknown;
}

/** The services of a server, wherever it listens: on a port, in memory, behind a fetch handler. */
export class Router {
  readonly interceptors: readonly Interceptor[] | undefined;
  readonly maxReceiveBytes: number;
  readonly onError: RouterOptions["onError"];
  /** Set where handlers are to be known to the calls that they make. */
  contextStore: ContextStore | undefined;
  readonly #routes = new Map<string, Route>();
  readonly #services = new Set<string>();

  constructor(options?: RouterOptions) {
    const interceptors = options?.interceptors;
    this.interceptors = interceptors !== undefined && interceptors.length > 0 ? interceptors : undefined;
    this.maxReceiveBytes = options?.limits?.maxReceiveBytes ?? DEFAULT_MAX_RECEIVE_BYTES;
    this.onError = options?.onError;
  }

  /**
   * Adds the implementation of a service: an object or an instance of a class with a method for each RPC. Those it leaves out
   * answer UNIMPLEMENTED. Throws if the service is there already.
   */
  add<Server extends object>(
    service: ServiceType<Server, { readonly [localName: string]: AnyMethod }>,
    implementation: Partial<Server>,
  ): this {
    if (this.#services.has(service.typeName)) {
      throw new Error(`${service.typeName} was added before: a service has one implementation`);
    }
    this.#services.add(service.typeName);
    for (const method of Object.values(service.methods)) {
      const handler = (implementation as { readonly [name: string]: unknown })[method.localName];
      if (typeof handler !== "function" || isInherited(implementation, method.localName, handler)) continue;
      this.#routes.set(method.path, { method, implementation, handler: handler as Route["handler"] });
    }
    return this;
  }

  /** The route of a request's `:path`. */
  find(path: string): Route | undefined {
    return this.#routes.get(path);
  }
}

/** Whether a method of this name comes from the language: `toString`, or the `constructor` of a class. */
function isInherited(implementation: object, name: string, handler: unknown): boolean {
  if (Object.hasOwn(implementation, name)) return false;
  return name === "constructor" || (Object.prototype as { readonly [name: string]: unknown })[name] === handler;
}
