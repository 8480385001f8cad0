import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { wideProto } from "../wide.js";

const codec = fileURLToPath(new URL("../", import.meta.url));
const google = fileURLToPath(new URL("../../../node_modules/google-proto-files", import.meta.url));

/** The schemas of all workloads. descriptor.proto is among them, so that it is generated like the others. */
export function writeSchemas(folder: string): void {
  mkdirSync(`${folder}google/protobuf`, { recursive: true });
  for (const file of readdirSync(codec)) if (file.endsWith(".proto")) copyFileSync(codec + file, folder + file);
  writeFileSync(`${folder}wide.proto`, wideProto());
  copyFileSync(`${google}/google/protobuf/descriptor.proto`, `${folder}google/protobuf/descriptor.proto`);
}

/** About 1 MB of real data: the descriptors of some of Google's APIs, with all their comments. */
export function writeDescriptors(file: string): void {
  const paths = ["firestore", "pubsub", "spanner"].flatMap((api) => ["--path", `${google}/google/${api}`]);
  const flags = ["--as-file-descriptor-set", "--output", file];
  execFileSync("buf", ["build", google, ...paths, ...flags], { stdio: "inherit" });
}
