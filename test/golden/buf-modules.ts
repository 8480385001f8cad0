/** The modules that the schemas of the golden cases are in, as the configuration of buf: theirs, and the .proto file that ships. */
export const bufConfig: string = JSON.stringify({
  version: "v2",
  modules: [{ path: "proto/testdata" }, { path: "proto", includes: ["proto/farcall"] }],
});
