import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Channel, type Credentials, credentials, Server } from "../../src/runtime/node/index.js";
import { type PeerIdentity, Status } from "../../src/runtime/rpc/index.js";
import { type Certificates, makeCertificates } from "./certificates.js";
import { NoteService, NoteServiceClient } from "./notes.js";
import { HTTP2_ENGINES } from "./transports.js";

describe.each(HTTP2_ENGINES)("on HTTP/2 of the kind %s", (http2) => {
  let certificates: Certificates;
  beforeAll(async () => {
    certificates = await makeCertificates();
  });

  /** A server that answers with the subject of the client's certificate. */
  async function serve(serverCredentials: Credentials): Promise<{ port: number; seen: (PeerIdentity | undefined)[] }> {
    const seen: (PeerIdentity | undefined)[] = [];
    const server = new Server({ http2 });
    server.add(NoteService, {
      echo: (_note, { auth }) => {
        seen.push(auth);
        return { text: auth?.subject ?? "nobody" };
      },
    });
    const { port } = await server.listen("127.0.0.1:0", { credentials: serverCredentials });
    onTestFinished(() => server.close());
    return { port, seen };
  }

  function connect(target: string, channelCredentials?: Credentials): NoteServiceClient {
    const channel = new Channel(target, { credentials: channelCredentials, connectTimeoutMs: 2_000, http2 });
    onTestFinished(() => channel.close());
    return new NoteServiceClient(channel);
  }

  test("a client that trusts the authority is served over TLS", async () => {
    const { ca, server } = certificates;
    const { port, seen } = await serve(credentials.tls(server));
    const client = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert }));
    expect((await client.echo({})).text).toBe("nobody");
    expect(seen).toEqual([undefined]);
    const named = connect(`https://localhost:${port}`, credentials.tls({ ca: [ca.cert] }));
    expect((await named.echo({})).text).toBe("nobody");
  });

  test("a client that does not know the authority refuses the server", async () => {
    const { port } = await serve(credentials.tls(certificates.server));
    await expect(connect(`127.0.0.1:${port}`).echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
  });

  test("a client refuses a certificate for another name", async () => {
    const { ca, server } = certificates;
    const { port } = await serve(credentials.tls(server));
    const wrong = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert, serverName: "elsewhere.example" }));
    await expect(wrong.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    const right = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert, serverName: "localhost" }));
    expect((await right.echo({})).text).toBe("nobody");
  });

  test("mutual TLS tells the handler who the client is", async () => {
    const { ca, server, client } = certificates;
    const { port, seen } = await serve(credentials.tls({ ...server, ca: ca.cert }));
    const known = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert, ...client }));
    expect((await known.echo({})).text).toBe("CN=client-7");
    expect(seen[0]).toMatchObject({ subject: "CN=client-7" });
    expect(seen[0]?.subjectAltName).toContain("DNS:client-7");
    expect(seen[0]?.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    // A resumed session proves the same.
    const again = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert, ...client }));
    expect((await again.echo({})).text).toBe("CN=client-7");
  });

  test("mutual TLS refuses clients without a certificate, and with one of another authority", async () => {
    const { ca, server, stranger } = certificates;
    const { port, seen } = await serve(credentials.tls({ ...server, ca: ca.cert }));
    const anonymous = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert }));
    await expect(anonymous.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    const unknown = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert, ...stranger }));
    await expect(unknown.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    expect(seen).toEqual([]);
  });

  test("where certificates are only requested, one of another authority is no identity", async () => {
    const { ca, server, client, stranger } = certificates;
    const { port } = await serve(credentials.tls({ ...server, ca: ca.cert, clientCertificates: "request" }));
    const answers = [];
    for (const own of [{}, stranger, client]) {
      answers.push((await connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert, ...own })).echo({})).text);
    }
    expect(answers).toEqual(["nobody", "nobody", "CN=client-7"]);
  });

  test("a client refuses a server that does not choose HTTP/2", async () => {
    const { ca, server } = certificates;
    const other = createTlsServer({ ...server }, (socket) => socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const client = connect(`127.0.0.1:${(other.address() as AddressInfo).port}`, credentials.tls({ ca: ca.cert }));
    await expect(client.echo({})).rejects.toThrow(/ALPN/);
  });

  test("a server refuses a client that does not offer HTTP/2", async () => {
    const { ca, server } = certificates;
    const { port } = await serve(credentials.tls(server));
    const socket = connectTls({ host: "127.0.0.1", port, ca: ca.cert });
    socket.on("error", () => {}).resume();
    await new Promise((resolve) => socket.on("close", resolve));
    const client = connect(`127.0.0.1:${port}`, credentials.tls({ ca: ca.cert }));
    expect((await client.echo({})).text).toBe("nobody");
  });

  test("plaintext and TLS do not mix", async () => {
    const { ca, server } = certificates;
    const secure = await serve(credentials.tls(server));
    const plain = await serve(credentials.insecure());
    for (const client of [
      connect(`127.0.0.1:${secure.port}`, credentials.insecure()),
      connect(`127.0.0.1:${plain.port}`, credentials.tls({ ca: ca.cert })),
    ]) {
      await expect(client.echo({})).rejects.toMatchObject({ code: Status.UNAVAILABLE });
    }
  });

  test("credentials that contradict the target are refused, and so is half a key pair", () => {
    expect(() => new Channel("http://localhost", { credentials: credentials.tls() })).toThrow(TypeError);
    expect(() => new Channel("https://localhost", { credentials: credentials.insecure() })).toThrow(TypeError);
    expect(() => credentials.tls({ cert: certificates.client.cert })).toThrow(TypeError);
  });

  test("a secure server of node:http2 is a peer like any other", async () => {
    const { ca, server } = certificates;
    const other = createSecureServer({ ...server });
    other.on("stream", (stream) => {
      stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": "9" }, { endStream: true });
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const client = connect(`127.0.0.1:${(other.address() as AddressInfo).port}`, credentials.tls({ ca: ca.cert }));
    await expect(client.echo({})).rejects.toMatchObject({ code: Status.FAILED_PRECONDITION });
  });
});
