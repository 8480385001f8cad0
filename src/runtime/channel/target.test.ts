import { expect, test } from "vitest";
import { parseTarget } from "./target.js";

test.each([
  ["localhost:50051", "localhost", 50051, "localhost:50051", undefined],
  ["localhost", "localhost", 443, "localhost", undefined],
  ["dns:example.org:1", "example.org", 1, "example.org:1", undefined],
  ["dns:///example.org", "example.org", 443, "example.org", undefined],
  ["127.0.0.1:1", "127.0.0.1", 1, "127.0.0.1:1", undefined],
  ["[::1]:1", "::1", 1, "[::1]:1", undefined],
  ["ipv4:1.2.3.4:5", "1.2.3.4", 5, "1.2.3.4:5", undefined],
  ["ipv6:[::1]:5", "::1", 5, "[::1]:5", undefined],
  ["http://example.org", "example.org", 80, "example.org", "plaintext"],
  ["https://example.org:8443/", "example.org", 8443, "example.org:8443", "tls"],
] as const)("%s", (target, host, port, authority, security) => {
  expect(parseTarget(target)).toEqual({ address: { kind: "tcp", host, port }, authority, security });
});

test.each([
  ["unix:/run/app.sock", "/run/app.sock"],
  ["unix:///run/app.sock", "/run/app.sock"],
  ["unix:app.sock", "app.sock"],
])("%s", (target, path) => {
  expect(parseTarget(target).address).toEqual({ kind: "unix", path });
});

test.each([
  ["", "expected a host and a port"],
  [":50051", "expected a host and a port"],
  ["::1", "an IPv6 address stands in brackets"],
  ["localhost:99999", "port 99999 is above 65535"],
  ["localhost:http", 'unknown scheme "localhost"'],
  ["xds:///service", 'unknown scheme "xds"'],
  ["dns://8.8.8.8/example.org", "a DNS server of its own"],
  ["ipv4:1.2.3.4:1,5.6.7.8:2", "several addresses"],
  ["http://example.org/path", "a URL has a host and no path"],
  ["unix:", "the path is missing"],
  ["unix://relative", "the path is missing"],
])("%j is refused, with a hint", (target, problem) => {
  expect(() => parseTarget(target)).toThrow(problem);
  expect(() => parseTarget(target)).toThrow('use "host:port"');
});

test("a password in a URL is refused, and not repeated", () => {
  expect(() => parseTarget("http://me:hunter2@example.org")).toThrow("credentials do not belong");
  expect(() => parseTarget("http://me:hunter2@example.org")).not.toThrow("hunter2");
});
