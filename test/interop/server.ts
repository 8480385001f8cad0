/** The interop server: answers every case's client. `--port=0` takes a free one; the flags are grpc-go's. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { credentials, Server } from "farcall/node";
import { TestService } from "./gen/grpc/testing/test_pb.js";
import { testService } from "./test-service.js";

const { values: flags } = parseArgs({
  options: {
    port: { type: "string", default: "10000" },
    use_tls: { type: "string", default: "false" },
    tls_cert_file: { type: "string", default: "" },
    tls_key_file: { type: "string", default: "" },
  },
});

const serverCredentials =
  flags.use_tls === "true"
    ? credentials.tls({ cert: readFileSync(flags.tls_cert_file), key: readFileSync(flags.tls_key_file) })
    : credentials.insecure();

const server = new Server().add(TestService, testService);
const { port } = await server.listen(`127.0.0.1:${flags.port}`, { credentials: serverCredentials });
console.log(`interop server listening on 127.0.0.1:${port}`);
process.once("SIGTERM", () => server.shutdown({ graceMs: 1_000 }));
