/**
 * The wire form of `google.rpc.Status`, which carries the details of an error in `grpc-status-details-bin`. Two messages this
 * small do not need generated code, which the runtime must not depend on.
 *
 *     message Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }
 *     message Any { string type_url = 1; bytes value = 2; }
 */

/** A message in its packed form: `google.protobuf.Any`. */
export interface PackedDetail {
  /** `type.googleapis.com/google.rpc.RetryInfo` */
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** The name of the message type: what stands behind the last slash of the URL. */
export function detailTypeName(detail: PackedDetail): string {
  return detail.typeUrl.slice(detail.typeUrl.lastIndexOf("/") + 1);
}

/** Writes a `google.rpc.Status`. */
export function encodeStatusDetails(code: number, message: string, details: readonly PackedDetail[]): Uint8Array {
  const text = new TextEncoder();
  const out: number[] = [];
  const field = (into: number[], number: number, bytes: ArrayLike<number>): void => {
    if (bytes.length === 0) return;
    into.push((number << 3) | 2);
    pushVarint(into, bytes.length);
    for (let i = 0; i < bytes.length; i++) into.push(bytes[i]!);
  };
  if (code !== 0) {
    out.push(1 << 3);
    pushVarint(out, code);
  }
  field(out, 2, text.encode(message));
  for (const detail of details) {
    const any: number[] = [];
    field(any, 1, text.encode(detail.typeUrl));
    field(any, 2, detail.value);
    out.push((3 << 3) | 2);
    pushVarint(out, any.length);
    for (const byte of any) out.push(byte);
  }
  return Uint8Array.from(out);
}

/** The details of a `google.rpc.Status`. What is malformed ends the list: details are never a reason to hide the error. */
export function decodeStatusDetails(bytes: Uint8Array): PackedDetail[] {
  const details: PackedDetail[] = [];
  for (const [number, value] of lengthDelimitedFields(bytes)) {
    if (number !== 3) continue;
    let typeUrl = "";
    let packed: Uint8Array = new Uint8Array(0);
    for (const [inner, part] of lengthDelimitedFields(value)) {
      if (inner === 1) typeUrl = new TextDecoder().decode(part);
      else if (inner === 2) packed = part;
    }
    details.push({ typeUrl, value: packed });
  }
  return details;
}

function pushVarint(out: number[], value: number): void {
  for (; value > 0x7f; value >>>= 7) out.push((value & 0x7f) | 0x80);
  out.push(value);
}

function lengthDelimitedFields(bytes: Uint8Array): [number: number, value: Uint8Array][] {
  const fields: [number, Uint8Array][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < bytes.length; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  while (at < bytes.length) {
    const tag = varint();
    const wireType = tag % 8;
    if (wireType === 0) varint();
    else if (wireType === 1) at += 8;
    else if (wireType === 5) at += 4;
    else if (wireType === 2) {
      const length = varint();
      if (!(at + length <= bytes.length)) break;
      fields.push([Math.floor(tag / 8), bytes.subarray(at, at + length)]);
      at += length;
    } else break;
  }
  return fields;
}
