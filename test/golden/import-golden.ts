/** The module that is generated for a file of a golden case. */
export async function importGolden(
  name: string,
  file: string,
  form: "ts" | "js",
): Promise<{ readonly [name: string]: unknown }> {
  const path = file.startsWith(`${name}/`) ? file.slice(name.length + 1) : file;
  const url = new URL(`cases/${name}/${form}/${path.replace(/\.proto$/, `_pb.${form}`)}`, import.meta.url);
  return await import(/* @vite-ignore */ url.href);
}
