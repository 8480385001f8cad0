import { expect, test } from "vitest";
import { ResetCode } from "../../rpc/transport.js";
import { ConnectionError } from "../connection-error.js";
import { type HeaderBlock, HeaderDecoder } from "./header-decoder.js";

const LIMITS = { maxListSize: 16 * 1024, maxFields: 128 };

function decode(hex: string, decoder: HeaderDecoder = new HeaderDecoder(LIMITS)): HeaderBlock {
  const bytes = Buffer.from(hex.replace(/\s/g, ""), "hex");
  return decoder.decode(bytes, 0, bytes.length);
}

/** A literal that enters no table. */
function literal(name: string, value: string): string {
  const text = (it: string): string =>
    Buffer.from([it.length]).toString("hex") + Buffer.from(it, "latin1").toString("hex");
  return `00${text(name)}${text(value)}`;
}

const REQUEST = [":method", "GET", ":scheme", "http", ":path", "/", ":authority", "www.example.com"];

test("decodes the requests of RFC 7541, appendix C.3, without Huffman's code", () => {
  const decoder = new HeaderDecoder(LIMITS);
  expect(decode("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", decoder).fields).toEqual(REQUEST);
  expect(decode("8286 84be 5808 6e6f 2d63 6163 6865", decoder).fields).toEqual([
    ...REQUEST,
    "cache-control",
    "no-cache",
  ]);
  expect(decode("8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65", decoder).fields).toEqual([
    ...[":method", "GET", ":scheme", "https", ":path", "/index.html", ":authority", "www.example.com"],
    ...["custom-key", "custom-value"],
  ]);
});

test("decodes the responses of RFC 7541, appendix C.6, with Huffman's code and eviction", () => {
  const decoder = new HeaderDecoder({ ...LIMITS, tableSize: 256 });
  const date = "Mon, 21 Oct 2013 20:13:21 GMT";
  const rest = ["location", "https://www.example.com"];
  expect(
    decode(
      `4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b
       97c8 e9ae 82ae 43d3`,
      decoder,
    ).fields,
  ).toEqual([":status", "302", "cache-control", "private", "date", date, ...rest]);
  expect(decode("4883 640e ffc1 c0bf", decoder).fields).toEqual([
    ...[":status", "307", "cache-control", "private", "date", date, ...rest],
  ]);
  expect(
    decode(
      `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf
       cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07`,
      decoder,
    ).fields,
  ).toEqual([
    ...[":status", "200", "cache-control", "private", "date", "Mon, 21 Oct 2013 20:13:22 GMT", ...rest],
    ...["content-encoding", "gzip", "set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"],
  ]);
});

test("remembers a block of indexes only as long as they mean the same", () => {
  const decoder = new HeaderDecoder(LIMITS);
  decode("40 0161 0131", decoder);
  expect(decode("be", decoder).fields).toEqual(["a", "1"]);
  expect(decode("be", decoder)).toBe(decode("be", decoder));
  decode("40 0161 0132", decoder);
  expect(decode("be", decoder).fields).toEqual(["a", "2"]);
  expect(decode("bf", decoder).fields).toEqual(["a", "1"]);
});

test.each([
  ["index 0", "80"],
  ["an index of no entry", "be"],
  ["an index of an evicted entry", "40 0161 0131 20 be"],
  ["a name of no entry", "7f 00 0131"],
  ["an integer without its end", "ff"],
  ["an integer without its end, further on", "ff 80 80"],
  ["an integer above 2^28", "ff ff ff ff ff 7f"],
  ["an integer of many zeroes", "ff 80 80 80 80 80 80 80 80 80 80 80 80 80 00"],
  ["a literal without its texts", "40"],
  ["a literal without its value", "40 0161"],
  ["a text longer than the block", "40 0161 0531"],
  ["a text with EOS", "40 0161 84 ffff ffff"],
  ["padding of 8 bits", "40 0161 82 1fff"],
  ["padding with zeroes", "40 0161 81 18"],
  ["a table above the limit", "3f e2 1f"],
  ["a change of the table's size behind fields", "82 20"],
])("refuses %s as an error of compression", (_, hex) => {
  const error = (() => {
    try {
      return decode(hex);
    } catch (error) {
      return error;
    }
  })();
  expect(error).toBeInstanceOf(ConnectionError);
  expect((error as ConnectionError).code).toBe(ResetCode.COMPRESSION_ERROR);
});

test.each([
  ["a capital letter", literal("X-id", "1")],
  ["an empty name", literal("", "1")],
  ["a space in a name", literal("a b", "1")],
  ["a colon in a name", literal("a:", "1")],
  ["a byte above 127 in a name", literal("\xe4", "1")],
  ["an unknown pseudo-header field", literal(":protocol", "x")],
  ["a pseudo-header field behind a regular one", `${literal("a", "1")}82`],
  ["a pseudo-header field that is there twice", "8282"],
  ["connection", literal("connection", "close")],
  ["transfer-encoding", literal("transfer-encoding", "chunked")],
  ["te with another value than trailers", literal("te", "gzip")],
  ["a line break in a value", literal("a", "1\nb: 2")],
  ["a NUL in a value", literal("a", "\0")],
  ["white space at the ends of a value", literal("a", " 1")],
  ["a content-length that is no number", literal("content-length", "+1")],
  ["two content-lengths", literal("content-length", "1") + literal("content-length", "2")],
])("tells that no message may have %s", (_, hex) => {
  expect(decode(hex).problem).toBeTypeOf("string");
});

test("tells so too when the field comes from the table", () => {
  const decoder = new HeaderDecoder(LIMITS);
  decode("40 0161 0120", decoder);
  expect(decode("be", decoder).problem).toBeTypeOf("string");
  // Its name with another value is sound.
  expect(decode("7e 0131", decoder)).toMatchObject({ fields: ["a", "1"], problem: undefined });
});

test("finds nothing wrong with what gRPC sends", () => {
  const hex = `83 86 84 ${literal(":authority", "h:1")}${literal("te", "trailers")}${literal("content-length", "7")}${literal("x", "\xe4 b")}`;
  expect(decode(hex)).toMatchObject({ problem: undefined, contentLength: 7, tooLarge: false, pseudo: 0b1111 });
});

test("cuts a list that is too large, and keeps its table", () => {
  const decoder = new HeaderDecoder({ maxListSize: 100, maxFields: 128 });
  const { fields, tooLarge } = decode(`40 0161 0131 ${literal("b", "x".repeat(60))} 40 0163 0133`, decoder);
  expect([fields, tooLarge]).toEqual([["a", "1"], true]);
  expect(decode("bf be", decoder).fields).toEqual(["a", "1", "c", "3"]);
});

test("cuts a list with too many fields, however few bytes they take", () => {
  const { fields, tooLarge } = decode("90".repeat(20_000), new HeaderDecoder({ maxListSize: 1e9, maxFields: 128 }));
  expect([fields.length, tooLarge]).toEqual([256, true]);
});
