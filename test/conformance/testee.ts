/**
 * The program that the conformance runner drives: on stdin requests, on stdout responses, each behind its length in four bytes,
 * little-endian. Answers in binary and text; JSON is skipped.
 */
import { readSync, writeSync } from "node:fs";
import type { MessageType } from "farcall";
import {
  ConformanceRequest,
  ConformanceResponse,
  type ConformanceResponseInit,
  FailureSet,
  WireFormat,
} from "./gen/conformance/conformance_pb.js";
import { TestAllTypesEdition2023 } from "./gen/google/protobuf/test_messages_edition2023_pb.js";
import { TestAllTypesProto2 as TestAllTypesProto2Editions } from "./gen/google/protobuf/test_messages_proto2_editions_pb.js";
import { TestAllTypesProto2 } from "./gen/google/protobuf/test_messages_proto2_pb.js";
import { TestAllTypesProto3 as TestAllTypesProto3Editions } from "./gen/google/protobuf/test_messages_proto3_editions_pb.js";
import { TestAllTypesProto3 } from "./gen/google/protobuf/test_messages_proto3_pb.js";
import { readText, writeText } from "./text.js";

const types = new Map<string, MessageType<object>>(
  [
    TestAllTypesEdition2023,
    TestAllTypesProto2,
    TestAllTypesProto2Editions,
    TestAllTypesProto3,
    TestAllTypesProto3Editions,
  ].map((type) => [type.typeName, type]),
);

for (let request = receive(); request !== undefined; request = receive()) {
  send({ result: answer(request) });
}

function answer(request: ConformanceRequest): ConformanceResponseInit["result"] {
  const { messageType, payload, requestedOutputFormat: format } = request;
  if (messageType === FailureSet.typeName) {
    return { case: "protobufPayload", value: FailureSet.encode({}) }; // None is known to fail.
  }
  const type = types.get(messageType);
  if (type === undefined) {
    return { case: "runtimeError", value: `unknown message type ${messageType}` };
  }
  if (payload.case === "jsonPayload" || format === WireFormat.JSON) {
    return { case: "skipped", value: "not JSON" };
  }
  let message: object;
  try {
    message = parse(type, payload);
  } catch (error) {
    return { case: "parseError", value: String(error) };
  }
  try {
    return format === WireFormat.TEXT_FORMAT
      ? { case: "textPayload", value: writeText(type, message, request.printUnknownFields) }
      : { case: "protobufPayload", value: type.encode(message) };
  } catch (error) {
    return { case: "serializeError", value: String(error) };
  }
}

function parse(type: MessageType<object>, payload: ConformanceRequest["payload"]): object {
  switch (payload.case) {
    case "protobufPayload":
      return type.decode(payload.value);
    case "textPayload":
      return readText(type, payload.value);
    default:
      throw new Error(`unexpected payload ${payload.case}`);
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
