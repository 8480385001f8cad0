import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeCertificates } from "../../test/rpc/certificates.js";
import { bundle } from "../codec/prepare/bundle.js";
import { buf, generateOwn, protobufTsPlugin } from "../codec/prepare/generate.js";
import { type Certificate, noteOf } from "./contestant.js";
import { SMALL } from "./scenarios.js";

const here = fileURLToPath(new URL("./", import.meta.url));

/** Fills a folder in .cache with all that is measured, by the versions in package.json. Needs `npm run build`. */
export async function prepareRpc(cache: string): Promise<void> {
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(`${cache}proto`, { recursive: true });
  copyFileSync(`${here}note.proto`, `${cache}proto/note.proto`);
  generateOwn(cache);
  buf(cache, [
    { local: "protoc-gen-es", out: "../protobuf-es", opt: ["target=ts", "import_extension=js"] },
    { local: protobufTsPlugin, out: "../protobuf-ts", opt: ["optimize_speed", "server_grpc1"] },
  ]);
  await bundle(cache, ["farcall", "protobuf-es", "protobuf-ts"], `${here}program.ts`);
  const { Note } = await import(`${cache}bundle/farcall.js`);
  const message: Uint8Array = Note.encode(noteOf(SMALL));
  const prefix = Buffer.from([0, 0, 0, 0, message.length]);
  writeFileSync(`${cache}request.bin`, Buffer.concat([prefix, message]));
  const { ca, server } = await makeCertificates();
  const certificate: Certificate = { ca: ca.cert, cert: server.cert, key: server.key };
  writeFileSync(`${cache}certificate.json`, JSON.stringify(certificate));
}
