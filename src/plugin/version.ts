import manifest from "../../package.json" with { type: "json" };

/** The version of the package, which is the plugin's. */
export const version: string = manifest.version;
