import { readFileSync } from "node:fs";

/** The characters of the functions that were generated for each message of a `_pb.ts` file, by the message's name. */
export function codeSizes(file: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [text, message] of readFileSync(file, "utf8").matchAll(/^function (\w+)\$\w+\(.*?^}$/gms)) {
    sizes.set(message!, (sizes.get(message!) ?? 0) + text.length);
  }
  return sizes;
}
