import type { Inspector } from "./inspector.js";

/** In place of default-inspector.ts in bundles for browsers. */
export const defaultInspector: Inspector | undefined = undefined;
