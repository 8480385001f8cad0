/** A server in a process of its own, for `few-descriptors.test.ts`. Prints its ports and its certificate's authority. */
import { credentials, Server } from "../../src/runtime/node/index.js";
import { makeCertificates } from "../rpc/certificates.js";
import { NoteService } from "../rpc/notes.js";

const { ca, server: certificate } = await makeCertificates();
const server = new Server().add(NoteService, { echo: (note) => note });
const plaintext = await server.listen("127.0.0.1:0", { credentials: credentials.insecure() });
const tls = await server.listen("127.0.0.1:0", { credentials: credentials.tls(certificate) });
console.log(JSON.stringify({ plaintext: plaintext.port, tls: tls.port, ca: ca.cert }));
process.stdin.on("end", () => process.exit()).resume();
