import { Buffer as Portable } from "buffer/index.js";

/**
 * What the tests, and they alone, mean by `Buffer`: Node's where there is one, and the package "buffer" elsewhere. It makes no global,
 * so that farcall does not see it.
 */
const chosen: typeof Portable = (globalThis as unknown as { Buffer?: typeof Portable }).Buffer ?? Portable;

export { chosen as Buffer };
