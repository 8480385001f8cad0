import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import type { ServiceType } from "../../src/runtime/rpc/method.js";
import { cases, registry } from "./image.js";
import { importGolden } from "./import-golden.js";

const services = cases.flatMap(({ name, files }) =>
  files.flatMap((file) =>
    [...nestedTypes(registry.getFile(file)!)]
      .filter((desc) => desc.kind === "service")
      .map((desc) => ({ case: name, file, desc, typeName: desc.typeName })),
  ),
);

const idempotency = {
  [MethodOptions_IdempotencyLevel.IDEMPOTENCY_UNKNOWN]: "unknown",
  [MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS]: "no_side_effects",
  [MethodOptions_IdempotencyLevel.IDEMPOTENT]: "idempotent",
};

describe.each(["ts", "js"] as const)("%s", (form) => {
  test.each(services)("$typeName has every method of its schema, and a stub with one for each", async (service) => {
    const module = await importGolden(service.case, service.file, form);
    const type = Object.values(module).find((value) => isService(value, service.typeName));
    const methods = Object.entries(type?.methods ?? {});
    expect(
      methods.map(([, { kind, name, service, path, input, output, idempotency }]) => {
        return { kind, name, service, path, input: input.typeName, output: output.typeName, idempotency };
      }),
    ).toEqual(
      service.desc.methods.map((method) => ({
        kind: method.methodKind,
        name: method.name,
        service: service.typeName,
        path: `/${service.typeName}/${method.name}`,
        input: method.input.typeName,
        output: method.output.typeName,
        idempotency: idempotency[method.idempotency],
      })),
    );
    expect(methods.map(([localName]) => localName)).toEqual(methods.map(([, method]) => method.localName));

    const stubs = Object.values(module).filter((value) => typeof value === "function");
    const methodsOfStubs = stubs.map(({ prototype }) => Object.getOwnPropertyNames(prototype).slice(1));
    expect(methodsOfStubs).toContainEqual(methods.map(([localName]) => localName));
  });
});

function isService(value: unknown, typeName: string): value is ServiceType {
  return (
    typeof value === "object" &&
    value !== null &&
    "methods" in value &&
    "typeName" in value &&
    value.typeName === typeName
  );
}
