import { hostname, tmpdir, userInfo } from "node:os";
import { dirname } from "node:path";
import { create } from "@bufbuild/protobuf";
import { CodeGeneratorRequestSchema, type FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { cases, image } from "../golden/image.js";
import { generate, requestFor } from "../golden/run-plugin.js";

const paths = cases.flatMap(({ files }) => files);

describe.each(["target=ts", "target=js+dts"])("the output of %s", (parameter) => {
  const together = generate(requestFor(paths, parameter));

  test("is the same for each file alone as for all together", () => {
    expect(generateIn(paths.map((path) => [path]))).toEqual(together);
  });

  test("is the same folder by folder, as buf's strategy `directory` asks", () => {
    expect(generateIn([...groupBy(paths, dirname).values()])).toEqual(together);
  });

  test("is the same in any order of the files to generate and of the files they import", () => {
    const reversed = requestFor(paths.toReversed(), parameter);
    reversed.protoFile = inOtherOrder(reversed.protoFile);
    expect(reversed.protoFile).not.toEqual(requestFor(paths, parameter).protoFile);
    expect(generate(reversed)).toEqual(together);
  });

  test("is the same if the request holds files that nobody asked for", () => {
    const [path] = paths;
    const request = create(CodeGeneratorRequestSchema, { parameter, fileToGenerate: [path!], protoFile: image.file });
    for (const [name, content] of generate(request)) expect(content).toBe(together.get(name));
  });

  test("is the same on repetition", () => {
    expect(generate(requestFor(paths, parameter))).toEqual(together);
  });

  test("is the same whatever the user's language: nothing is sorted by it", () => {
    const sorting = vi.spyOn(String.prototype, "localeCompare");
    expect(generate(requestFor(paths, parameter))).toEqual(together);
    expect(sorting).not.toHaveBeenCalled();
    sorting.mockRestore();
  });

  function generateIn(groups: readonly (readonly string[])[]): Map<string, string> {
    return new Map(groups.flatMap((group) => [...generate(requestFor(group, parameter))]));
  }
});

describe("the output", () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  test("does not depend on time, folder or environment", () => {
    const before = generate(requestFor(paths, "target=ts+js+dts"));
    vi.useFakeTimers({ now: new Date("1999-12-31T23:59:59Z") });
    vi.stubEnv("TZ", "Asia/Tokyo");
    vi.stubEnv("LANG", "tr_TR.UTF-8");
    vi.spyOn(process, "cwd").mockReturnValue("/somewhere/else");
    expect(generate(requestFor(paths, "target=ts+js+dts"))).toEqual(before);
  });

  test("names no folder, host, user or date", () => {
    const words = [process.cwd(), tmpdir(), hostname(), userInfo().homedir, new Date().toISOString().slice(0, 10)];
    for (const content of generate(requestFor(paths, "target=ts+js+dts")).values()) {
      for (const word of words.filter((word) => word.length > 3)) expect(content).not.toContain(word);
    }
  });

  test("ends lines with a line feed alone, and the file with one", () => {
    for (const [path, content] of generate(requestFor(paths, "target=ts+js+dts"))) {
      expect(content, path).not.toContain("\r");
      expect(content, path).toMatch(/[^\n]\n$/);
      expect(content, path).not.toMatch(/[ \t]\n/);
    }
  });
});

/** Each file still behind its imports, but the last that may come first does so. */
function inOtherOrder(files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const left = files.toReversed();
  const sorted: FileDescriptorProto[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ dependency }) => left.every((other) => !dependency.includes(other.name)));
    sorted.push(...left.splice(next, 1));
  }
  return sorted;
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}
