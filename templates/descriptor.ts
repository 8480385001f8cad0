import { type FileDescriptor, fileDescriptor } from "../src/runtime/codegen/v1.js";
import { $entries } from "./holes.js";

declare const $path: string;
declare const $pieces: readonly string[];

/** The file: its name, what it uses and declares, and its FileDescriptorProto in pieces. */
// biome-ignore format: a list stands alone on its line
export const $file: FileDescriptor = /*@__PURE__*/ fileDescriptor($path, {
  ...$entries,
  proto: [
    ...$pieces,
  ],
});
