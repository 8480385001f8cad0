import { resolve } from "node:path";
import { measurePlugin } from "../real-sets/measure-plugin.js";
import { programs } from "../real-sets/programs.js";
import { writeProject } from "../real-sets/project.js";
import { requestFor, wellKnownFor } from "../real-sets/sample.js";

/** What one generator makes of the sample under one set of options. */
export interface Output {
  readonly name: string;
  readonly generator: keyof typeof programs;
  readonly parameter: string;
}

/** ESM, as a project needs it whose TypeScript is new enough for this comparison. */
const tsProto = "esModuleInterop=true,importSuffix=.js";

/**
 * Each generator with its defaults and services. ts-proto's default for services needs rxjs as soon as one of them streams; in its
 * place stand the definitions that nice-grpc takes, and the stubs for @grpc/grpc-js, which read @types/node besides.
 */
export const outputs: readonly Output[] = [
  { name: "farcall ts", generator: "farcall", parameter: "target=ts,ts_nocheck=false" },
  { name: "farcall ts nocheck", generator: "farcall", parameter: "target=ts,ts_nocheck=true" },
  { name: "farcall js+dts", generator: "farcall", parameter: "target=js+dts" },
  { name: "es ts", generator: "protoc-gen-es", parameter: "target=ts,import_extension=js" },
  { name: "es ts nocheck", generator: "protoc-gen-es", parameter: "target=ts,import_extension=js,ts_nocheck=true" },
  { name: "es js+dts", generator: "protoc-gen-es", parameter: "target=js+dts,import_extension=js" },
  { name: "ts-proto generic", generator: "ts-proto", parameter: `${tsProto},outputServices=generic-definitions` },
  { name: "ts-proto grpc-js", generator: "ts-proto", parameter: `${tsProto},outputServices=grpc-js` },
];

/** Whether the output has no .ts files, so that `skipLibCheck` decides whether it is checked. */
export function isDeclared({ parameter }: Output): boolean {
  return parameter.includes("dts");
}

/** Generates the schemas with these paths below .cache, as a project that is ready to compile, and returns its folder. */
export async function generate({ name, generator, parameter }: Output, schemas: readonly string[]): Promise<string> {
  // The other two bring types for the well-known types with their runtime.
  const paths = generator === "ts-proto" ? [...wellKnownFor(schemas), ...schemas] : schemas;
  const { response } = await measurePlugin(programs[generator], requestFor(paths, parameter));
  const folder = resolve(".cache/tsc", name.replaceAll(/[^\w-]+/g, "_"));
  await writeProject(
    folder,
    response.file.map((file) => [file.name, file.content]),
  );
  return folder;
}
