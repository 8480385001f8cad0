/** How deep messages may nest below the outermost one: 100, as in the other implementations of Protocol Buffers. */
export const RECURSION_LIMIT = 100;
