/** Made by bundle.ts: the suites by their paths in the repository. */
declare module "virtual:suites" {
  export const suites: { readonly [path: string]: () => Promise<unknown> };
}
