/** Messages of very many fields, all of them set: what a generator must not fall over. Too large to commit what is generated of them. */

const kinds = ["int32", "string", "double", "bool", "uint32"] as const;

/** The numbers of fields of the messages. */
export const widths: readonly number[] = [500, 1000];

/** The schema of `Wide500` and `Wide1000`. */
export function wideProto(): string {
  const messages = widths.map((width) => {
    const fields = Array.from({ length: width }, (_, i) => `  ${kindOf(i)} f${i + 1} = ${i + 1};\n`);
    return `message Wide${width} {\n${fields.join("")}}\n`;
  });
  return `syntax = "proto3";\npackage bench.codec;\n${messages.join("")}`;
}

/** A message of `Wide${width}`, none of whose fields is zero. */
export function wideMessage(width: number): object {
  const values = {
    int32: (i: number) => i,
    string: (i: number) => `value ${i}`,
    double: (i: number) => i / 7,
    bool: () => true,
    uint32: (i: number) => i * 1000,
  };
  return Object.fromEntries(Array.from({ length: width }, (_, i) => [`f${i + 1}`, values[kindOf(i)](i + 1)]));
}

function kindOf(index: number): (typeof kinds)[number] {
  return kinds[index % kinds.length]!;
}
