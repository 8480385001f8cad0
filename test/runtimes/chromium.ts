import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Report } from "./portable/report.js";

const LIMIT_MS = 300_000;

const page = `<!doctype html><meta charset="utf-8"><body><script type="module">
let report;
try {
  const { run } = await import("./main.js");
  report = await run();
} catch (error) {
  report = { nativeText: false, passed: {}, failed: [String(error?.stack ?? error)] };
}
await fetch("/report", { method: "POST", body: JSON.stringify(report) });
</script>`;

/**
 * Runs the suites that are bundled in `folder` on a page of a headless Chromium.
 *
 * @throws Error if there is no Chromium, or if it ends or runs out of time before it has reported.
 */
export async function runInChromium(folder: string): Promise<Report> {
  const binary = findChromium();
  const profile = await mkdtemp(join(tmpdir(), "farcall-chromium-"));
  const server = createServer();
  const report = reportTo(server, folder);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // Chromium's sandbox refuses to run as root, which CI does; the page is ours.
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(binary, [...flags, url], { stdio: "ignore", timeout: LIMIT_MS });
  const ended = once(child, "exit");
  try {
    return await Promise.race([
      report,
      ended.then(([code, signal]) => {
        throw new Error(`${binary} ended with ${code ?? signal} before it had reported`);
      }),
    ]);
  } finally {
    child.kill();
    server.closeAllConnections();
    server.close();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Serves the page and the bundle; gives what the page posts. */
function reportTo(server: Server, folder: string): Promise<Report> {
  return new Promise((resolve, reject) => {
    server.on("request", (request, response) => {
      const name = basename(request.url ?? "");
      if (request.method === "POST") {
        text(request).then((body) => resolve(JSON.parse(body) as Report), reject);
        response.end();
      } else if (name.endsWith(".js")) {
        response.setHeader("content-type", "text/javascript");
        readFile(join(folder, name)).then(
          (content) => response.end(content),
          () => response.writeHead(404).end(),
        );
      } else {
        response.setHeader("content-type", "text/html");
        response.end(page);
      }
    });
  });
}

function findChromium(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  const binary = process.env["CHROMIUM"] ?? found;
  if (binary === undefined) {
    throw new Error(
      "there is no Chromium on the PATH: install it (apt-get install chromium), or say where it is in CHROMIUM",
    );
  }
  return binary;
}
