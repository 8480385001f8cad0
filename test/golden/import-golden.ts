/** The module that is generated for a file of a golden case, from the folder of a variant. */
export async function importGolden(
  name: string,
  file: string,
  form: "ts" | "js" | "ts-map" | "ts-no-json",
): Promise<{ readonly [name: string]: unknown }> {
  const path = file.startsWith(`${name}/`) ? file.slice(name.length + 1) : file;
  const url = new URL(`cases/${name}/${form}/${path.replace(/\.proto$/, `_pb.${form.slice(0, 2)}`)}`, import.meta.url);
  return await import(/* @vite-ignore */ url.href);
}
