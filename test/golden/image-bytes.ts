import { readFileSync } from "node:fs";

/** image.binpb, a FileDescriptorSet. In a module of its own, because platforms differ in how to come by a file. */
export const imageBytes: Uint8Array = readFileSync(new URL("image.binpb", import.meta.url));
