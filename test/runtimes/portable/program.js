// Runs the bundled suites on Node, Bun or Deno: program.js <main.js> [without-buffer]. The last line it prints is the report.
const [main, withoutBuffer] = process.argv.slice(2);
if (withoutBuffer) delete globalThis.Buffer;
const { run } = await import(main);
console.log(JSON.stringify(await run()));
// A platform may keep what a suite left behind alive.
process.exit(0);
