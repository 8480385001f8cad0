/** The modules that the schemas of the golden cases are in, as the configuration of buf: theirs, the .proto file that ships, and annotations of others. */
export const bufConfig: string = JSON.stringify({
  version: "v2",
  modules: [{ path: "proto/testdata" }, { path: "proto", includes: ["proto/farcall"] }, { path: "proto/third_party" }],
});
