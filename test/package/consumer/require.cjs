// CommonJS gets the same modules as `import` does, from Node 20.19 on.
const { exports: entries } = require("farcall/package.json");

async function main() {
  for (const entry of Object.keys(entries).filter((path) => !path.endsWith(".json"))) {
    const name = entry.replace(".", "farcall");
    if (require(name) !== (await import(name))) {
      throw new Error(`${name} is not one module for require and import`);
    }
    console.log(name);
  }
}

main();
