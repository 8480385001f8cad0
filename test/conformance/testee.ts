/**
 * The program that the conformance runner drives: on stdin requests, on stdout responses, each behind its length in four bytes,
 * little-endian.
 */
import { readSync, writeSync } from "node:fs";
import { fromJsonString, type MessageType, toJsonString } from "farcall";
import {
  ConformanceRequest,
  ConformanceResponse,
  type ConformanceResponseInit,
  FailureSet,
  TestCategory,
  WireFormat,
} from "./gen/conformance/conformance_pb.js";
import { registry } from "./registry.js";
import { readText, writeText } from "./text.js";

for (let request = receive(); request !== undefined; request = receive()) {
  send({ result: answer(request) });
}

function answer(request: ConformanceRequest): ConformanceResponseInit["result"] {
  if (request.messageType === FailureSet.typeName) {
    return { case: "protobufPayload", value: FailureSet.encode({}) }; // None is known to fail.
  }
  const type = registry.getMessage(request.messageType);
  if (type === undefined) {
    return { case: "runtimeError", value: `unknown message type ${request.messageType}` };
  }
  let message: object;
  try {
    message = parse(type, request);
  } catch (error) {
    return { case: "parseError", value: String(error) };
  }
  try {
    return serialize(type, message, request);
  } catch (error) {
    return { case: "serializeError", value: String(error) };
  }
}

function parse(type: MessageType<object>, { payload, testCategory }: ConformanceRequest): object {
  switch (payload.case) {
    case "protobufPayload":
      return type.decode(payload.value);
    case "jsonPayload": {
      const ignoreUnknownFields = testCategory === TestCategory.JSON_IGNORE_UNKNOWN_PARSING_TEST;
      return fromJsonString(type, payload.value, { registry, ignoreUnknownFields });
    }
    case "textPayload":
      return readText(type, payload.value);
    default:
      throw new Error(`unexpected payload ${payload.case}`);
  }
}

function serialize(
  type: MessageType<object>,
  message: object,
  { requestedOutputFormat: format, printUnknownFields }: ConformanceRequest,
): ConformanceResponseInit["result"] {
  switch (format) {
    case WireFormat.PROTOBUF:
      return { case: "protobufPayload", value: type.encode(message) };
    case WireFormat.JSON:
      return { case: "jsonPayload", value: toJsonString(type, message, { registry }) };
    case WireFormat.TEXT_FORMAT:
      return { case: "textPayload", value: writeText(type, message, printUnknownFields) };
    default:
      return { case: "runtimeError", value: `unexpected output format ${format}` };
  }
}

function receive(): ConformanceRequest | undefined {
  const size = read(4)?.readUInt32LE();
  const bytes = size === undefined ? undefined : read(size);
  return bytes && ConformanceRequest.decode(bytes);
}

function send(response: ConformanceResponseInit): void {
  const body = ConformanceResponse.encode(response);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  write(Buffer.concat([size, body]));
}

/** The next `size` bytes of stdin, or `undefined` where it ends. */
function read(size: number): Buffer | undefined {
  const bytes = Buffer.alloc(size);
  for (let done = 0; done < size; ) {
    const count = readSync(0, bytes, done, size - done, null);
    if (count === 0) {
      return undefined;
    }
    done += count;
  }
  return bytes;
}

function write(bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(1, bytes, done);
  }
}
