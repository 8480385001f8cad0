import { decodeBase64, encodeBase64 } from "../../rpc/base64.js";
import { hasMalformedBinary, Metadata } from "../../rpc/metadata.js";
import { Status, toStatus } from "../../rpc/status.js";
import { StatusError } from "../../rpc/status-error.js";
import { type HeaderFields, ResetCode } from "../../rpc/transport.js";
import { fieldValue } from "./headers.js";

const OK_TRAILERS: HeaderFields = ["grpc-status", "0"];

/** The trailers that tell how a call ended. */
export function statusTrailers(error: StatusError | undefined, trailers: Metadata | undefined): HeaderFields {
  if (error === undefined && trailers === undefined) return OK_TRAILERS;
  const fields: string[] = ["grpc-status", String(error?.code ?? Status.OK)];
  if (error !== undefined) {
    if (error.rawMessage !== "") fields.push("grpc-message", encodeMessage(error.rawMessage));
    if (error.detailBytes !== undefined) fields.push("grpc-status-details-bin", encodeBase64(error.detailBytes));
    error.metadata.appendTo(fields);
  }
  trailers?.appendTo(fields);
  return fields;
}

/** The failure that received trailers tell of, or `undefined` for OK. Without a status they are one themselves: UNKNOWN. */
export function readStatus(fields: HeaderFields): StatusError | undefined {
  const text = fieldValue(fields, "grpc-status");
  const metadata = (): Metadata => Metadata.fromFields(fields);
  if (text === undefined) {
    return StatusError.received(Status.UNKNOWN, "the server has ended the call without a status", metadata);
  }
  if (hasMalformedBinary(fields)) {
    return new StatusError(Status.INTERNAL, 'a trailer in "-bin" is not in base64');
  }
  const code = /^[0-9]{1,3}$/.test(text) ? toStatus(Number(text)) : Status.UNKNOWN;
  if (code === Status.OK) return undefined;
  const details = fieldValue(fields, "grpc-status-details-bin");
  return StatusError.received(
    code,
    decodeMessage(fieldValue(fields, "grpc-message") ?? ""),
    metadata,
    details === undefined ? undefined : decodeBase64(details),
  );
}

/** The failure that an HTTP status other than 200 stands for. Source: gRPC's "HTTP to gRPC Status Code Mapping". */
export function httpStatusError(httpStatus: number): StatusError {
  return new StatusError(
    HTTP_STATUS[httpStatus] ?? Status.UNKNOWN,
    `the server has answered with HTTP status ${httpStatus}`,
  );
}

const HTTP_STATUS: { readonly [httpStatus: number]: Exclude<Status, 0> } = {
  400: Status.INTERNAL,
  401: Status.UNAUTHENTICATED,
  403: Status.PERMISSION_DENIED,
  404: Status.UNIMPLEMENTED,
  429: Status.UNAVAILABLE,
  502: Status.UNAVAILABLE,
  503: Status.UNAVAILABLE,
  504: Status.UNAVAILABLE,
};

/** The failure that a reset stream stands for. Source: "Errors" in gRPC over HTTP/2. */
export function resetError(code: ResetCode, message: string): StatusError {
  return new StatusError(RESET_STATUS[code] ?? Status.INTERNAL, message);
}

const RESET_STATUS: { readonly [code: number]: Exclude<Status, 0> } = {
  [ResetCode.CONNECTION_LOST]: Status.UNAVAILABLE,
  [ResetCode.REFUSED_STREAM]: Status.UNAVAILABLE,
  [ResetCode.CANCEL]: Status.CANCELLED,
  [ResetCode.ENHANCE_YOUR_CALM]: Status.RESOURCE_EXHAUSTED,
  [ResetCode.INADEQUATE_SECURITY]: Status.PERMISSION_DENIED,
};

/** Percent-encodes a status message: what is not printable ASCII, and "%", as bytes of UTF-8. Source: "Status-Message". */
export function encodeMessage(message: string): string {
  if (/^[\x20-\x24\x26-\x7e]*$/.test(message)) return message;
  let text = "";
  for (const byte of new TextEncoder().encode(message)) {
    text +=
      byte >= 0x20 && byte <= 0x7e && byte !== 0x25
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return text;
}

/** Decodes a status message. Never fails and never throws anything away: what is no valid escape stays as it is. */
export function decodeMessage(text: string): string {
  if (!text.includes("%")) return text;
  const bytes: number[] = [];
  const source = new TextEncoder().encode(text);
  for (let i = 0; i < source.length; i++) {
    const escaped =
      source[i] === 0x25 ? /^%[0-9a-fA-F]{2}/.exec(String.fromCharCode(...source.subarray(i, i + 3))) : null;
    if (escaped === null) {
      bytes.push(source[i]!);
    } else {
      bytes.push(Number.parseInt(escaped[0].slice(1), 16));
      i += 2;
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
