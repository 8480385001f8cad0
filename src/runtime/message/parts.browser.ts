import type { Parts } from "./parts.js";

/** In place of parts.ts in bundles for browsers. */
export const parts: Parts = {};
