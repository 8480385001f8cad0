import type { GoldenCase } from "./image.js";

const esMaps = { "ts-map": "target=ts,map=map" };

const everywhere = { ts: "target=ts", js: "target=js+dts" };

/** Options that change nothing but some cases, by case. */
const special: { readonly [name: string]: { readonly [folder: string]: string } } = {
  "service-four-shapes": {
    "ts-client": "target=ts,services=client",
    "ts-server": "target=ts,services=server",
    "ts-none": "target=ts,services=none",
    "js-client": "target=js+dts,services=client",
    "js-server": "target=js+dts,services=server",
    "ts-no-descriptors": "target=ts,descriptors=false",
    "ts-no-json": "target=ts,json=false",
    "ts-embed": "target=ts,runtime=embed",
  },
  empty: {
    "ts-keep": "target=ts,keep_empty_files=true",
  },
  "scalars-proto3": {
    "ts-nocheck": "target=ts,ts_nocheck=true",
    "js-commonjs": "target=js,js_import_style=legacy_commonjs",
    "ts-int64-string": "target=ts,int64=string",
    "ts-int64-number": "target=ts,int64=number",
    "ts-field-names-proto": "target=ts,field_names=proto",
  },
  imports: {
    "ts-no-json": "target=ts,json=false",
    "ts-barrel": "target=ts,barrel=true",
    "js-barrel": "target=js+dts,barrel=true",
    "js-commonjs-barrel": "target=js+dts,js_import_style=legacy_commonjs,barrel=true",
  },
  jstype: {
    "ts-int64-string": "target=ts,int64=string",
  },
  oneof: {
    "ts-no-json": "target=ts,json=false",
    "ts-field-names-proto": "target=ts,field_names=proto",
  },
  "wkt-fields": {
    "ts-embed": "target=ts,runtime=embed",
  },
  "map-string-key": esMaps,
  "map-int-key": esMaps,
  "map-int64-bool-key": {
    ...esMaps,
    "ts-map-int64-string": "target=ts,map=map,int64=string",
    "ts-map-int64-number": "target=ts,map=map,int64=number",
  },
  "map-enum-message-value": {
    ...esMaps,
    "js-map": "target=js+dts,map=map",
  },
  "map-hidden-globals": esMaps,
  "enum-closed": esMaps,
  threats: {
    "ts-no-json": "target=ts,json=false",
  },
  required: {
    ...esMaps,
    "ts-no-json": "target=ts,json=false",
  },
  "required-by-annotation": esMaps,
  recursive: esMaps,
  "proto2-presence-defaults": {
    "ts-no-json": "target=ts,json=false",
  },
  "extensions-top-level": {
    "ts-no-json": "target=ts,json=false",
  },
  time: {
    "ts-date": "target=ts,timestamp=date",
    "ts-temporal": "target=ts,timestamp=temporal,duration=temporal",
    ...esMaps,
    "js-temporal": "target=js+dts,timestamp=temporal,duration=temporal",
  },
  "names-collide": {
    "ts-field-names-proto": "target=ts,field_names=proto",
  },
  "names-prototype": {
    "ts-field-names-proto": "target=ts,field_names=proto",
  },
};

/** Whether a case has output in the folder. */
export function hasFolder(golden: GoldenCase, folder: string): boolean {
  return folder in parametersOf(golden);
}

/** Each case beside the folder that holds TypeScript with the default options, and beside that with ES Maps where it has one. */
export function inTypeScript(cases: readonly GoldenCase[]): (GoldenCase & { readonly form: "ts" | "ts-map" })[] {
  return cases.flatMap((golden) => [
    { ...golden, form: "ts" as const },
    ...(hasFolder(golden, "ts-map") ? [{ ...golden, form: "ts-map" as const }] : []),
  ]);
}

/** The options of each folder of a case. */
export function parametersOf({ name }: GoldenCase): { readonly [folder: string]: string } {
  return { ...everywhere, ...special[name] };
}
