import { type ByteRange, decodeRange } from "../../message/framing.js";
import { DeadlineTimer, deadlineAfter } from "../../rpc/deadline.js";
import type { ServerExchange } from "../../rpc/exchange.js";
import { hasMalformedBinary } from "../../rpc/metadata.js";
import type { AnyMethod } from "../../rpc/method.js";
import type { Route, Router } from "../../rpc/router.js";
import { ServerCall } from "../../rpc/server-call.js";
import { CallContext } from "../../rpc/server-context.js";
import { Status } from "../../rpc/status.js";
import { StatusError } from "../../rpc/status-error.js";
import {
  type HeaderFields,
  ResetCode,
  type ServerReceiver,
  type ServerStream,
  type StreamAcceptor,
  WRITE_HIGH_WATER,
} from "../../rpc/transport.js";
import { encodeMessage, FLAG_COMPRESSED, FrameParser, type FrameReceiver, PREFIX_BYTES } from "../framing.js";
import { parseTimeout } from "../timeout.js";
import { fieldValue, isGrpcContentType, isProtoContentType } from "./headers.js";
import { resetError, statusTrailers } from "./trailers.js";

const RESPONSE_FIELDS: HeaderFields = [
  ":status",
  "200",
  "content-type",
  "application/grpc",
  "grpc-accept-encoding",
  "identity",
];

/** Answers calls in gRPC over HTTP/2 with the services of a router. */
export class GrpcHandler implements StreamAcceptor {
  readonly #router: Router;

  constructor(router: Router) {
    this.#router = router;
  }

  accept(request: HeaderFields, stream: ServerStream): ServerReceiver {
    const refusal = refuseHttp(request);
    if (refusal !== undefined) {
      stream.sendHeaders(refusal, true);
      return DEAF;
    }
    const route = this.#router.find(fieldValue(request, ":path") ?? "");
    const error = route === undefined ? unimplemented(request) : refuseRequest(request);
    if (route === undefined || error !== undefined) {
      stream.sendHeaders([...RESPONSE_FIELDS, ...statusTrailers(error, undefined)], true);
      return DEAF;
    }
    return new GrpcServerExchange(this.#router, route, request, stream);
  }
}

/** The answer in HTTP to what is no gRPC at all. */
function refuseHttp(request: HeaderFields): HeaderFields | undefined {
  if (fieldValue(request, ":method") !== "POST") return [":status", "405", "allow", "POST"];
  if (!isGrpcContentType(fieldValue(request, "content-type") ?? "")) {
    return [":status", "415", "accept-post", "application/grpc"];
  }
  return undefined;
}

function unimplemented(request: HeaderFields): StatusError {
  const path = fieldValue(request, ":path") ?? "";
  return new StatusError(Status.UNIMPLEMENTED, `the server does not implement ${path.slice(0, 200)}`);
}

function refuseRequest(request: HeaderFields): StatusError | undefined {
  const contentType = fieldValue(request, "content-type")!;
  if (!isProtoContentType(contentType)) {
    return new StatusError(
      Status.INTERNAL,
      `the server does not speak ${contentType.slice(0, 100)}: use application/grpc+proto`,
    );
  }
  const encoding = fieldValue(request, "grpc-encoding");
  if (encoding !== undefined && encoding !== "identity") {
    return new StatusError(Status.UNIMPLEMENTED, `the server cannot decompress ${encoding.slice(0, 100)}`);
  }
  const timeout = fieldValue(request, "grpc-timeout");
  if (timeout !== undefined && parseTimeout(timeout) === undefined) {
    return new StatusError(Status.INTERNAL, `malformed grpc-timeout ${JSON.stringify(timeout.slice(0, 100))}`);
  }
  if (hasMalformedBinary(request)) {
    return new StatusError(Status.INTERNAL, 'a header in "-bin" is not in base64');
  }
  return undefined;
}

/** Hears of a stream that has been refused. */
const DEAF: ServerReceiver = {
  onData: () => {},
  onEnd: () => {},
  onReset: () => {},
  onDrain: () => {},
};

/** One call: the handler of its stream and of its frames, and the exchange of its {@link ServerCall}. */
class GrpcServerExchange implements ServerExchange, ServerReceiver, FrameReceiver {
  readonly #method: AnyMethod;
  readonly #maxReceiveBytes: number;
  readonly #context: CallContext;
  readonly #stream: ServerStream;
  readonly #parser: FrameParser;
  readonly #call: ServerCall;
  #timer: DeadlineTimer | undefined;
  #headersSent = false;
  #closed = false;

  constructor(router: Router, route: Route, request: HeaderFields, stream: ServerStream) {
    this.#method = route.method;
    this.#maxReceiveBytes = router.maxReceiveBytes;
    this.#stream = stream;
    this.#parser = new FrameParser(this, router.maxReceiveBytes);
    this.#context = new CallContext(route.method, request, stream.connection);
    this.#context.headerSender = this;
    const timeout = fieldValue(request, "grpc-timeout");
    if (timeout !== undefined) {
      this.#context.deadlineAt = deadlineAfter(parseTimeout(timeout)!);
      this.#timer = new DeadlineTimer(this.#context.deadlineAt, this);
    }
    this.#call = new ServerCall(router, route, this.#context, this);
    this.#call.start();
  }

  get writable(): boolean {
    return !this.#closed && this.#stream.bufferedBytes < WRITE_HIGH_WATER;
  }

  sendHeaders(): void {
    if (this.#headersSent || this.#closed) return;
    this.#headersSent = true;
    this.#stream.sendHeaders(this.#responseFields(), false);
  }

  send(message: unknown): void {
    const framed = this.#encode(message);
    if (framed === undefined) return;
    const { bytes, start, end } = framed;
    this.sendHeaders();
    this.#stream.write(bytes, start, end);
  }

  sendLast(message: unknown): void {
    const framed = this.#encode(message);
    if (framed === undefined) return;
    const { bytes, start, end } = framed;
    this.sendHeaders();
    this.#finish();
    this.#stream.write(bytes, start, end);
    this.#stream.sendTrailers(statusTrailers(undefined, this.#context.trailersIfAny));
  }

  close(error: StatusError | undefined): void {
    if (this.#closed) return;
    this.#finish();
    const trailers = statusTrailers(error, this.#context.trailersIfAny);
    if (this.#headersSent) {
      this.#stream.sendTrailers(trailers);
    } else {
      // "Trailers-Only", but for headers that the handler wanted to be told apart from its trailers.
      const fields = this.#responseFields();
      if (fields === RESPONSE_FIELDS) {
        this.#stream.sendHeaders([...fields, ...trailers], true);
      } else {
        this.#stream.sendHeaders(fields, false);
        this.#stream.sendTrailers(trailers);
      }
    }
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  onData(chunk: Uint8Array, start: number, end: number): void {
    this.#parser.push(chunk, start, end);
  }

  onFrame(flags: number, buffer: Uint8Array, start: number, end: number): boolean {
    if (flags !== 0) {
      const what = flags === FLAG_COMPRESSED ? "compressed without an encoding" : `flagged with ${flags}`;
      this.#abort(new StatusError(Status.INTERNAL, `the client has sent a message ${what}`));
      return false;
    }
    let message: unknown;
    try {
      message = decodeRange(this.#method.input, buffer, start, end);
    } catch (error) {
      this.#abort(new StatusError(Status.INTERNAL, "the request cannot be decoded", { cause: error }));
      return false;
    }
    this.#call.onMessage(message, end - start + PREFIX_BYTES);
    return !this.#closed;
  }

  onTooLarge(length: number): void {
    const text = `the request has ${length} bytes, the server's limit is ${this.#maxReceiveBytes}`;
    this.#abort(new StatusError(Status.RESOURCE_EXHAUSTED, text));
  }

  onEnd(): void {
    if (this.#closed) return;
    if (this.#parser.atBoundary) this.#call.onHalfClose();
    else this.#abort(new StatusError(Status.INTERNAL, "the client has ended its requests in the middle of a message"));
  }

  onReset(code: ResetCode, message: string): void {
    if (this.#closed) return;
    // A client may be done before the server is, but there is only one thing it can mean.
    const error = code === ResetCode.NO_ERROR ? resetError(ResetCode.CANCEL, message) : resetError(code, message);
    this.#finish();
    this.#call.onAbort(error);
  }

  onDrain(): void {
    if (!this.#closed) this.#call.onDrain();
  }

  onDeadline(): void {
    this.#abort(new StatusError(Status.DEADLINE_EXCEEDED, "the deadline has passed"));
  }

  /** Ends the call with `error` for both the client and the handler. */
  #abort(error: StatusError): void {
    if (this.#closed) return;
    this.close(error);
    this.#call.onAbort(error);
  }

  #finish(): void {
    this.#closed = true;
    this.#parser.stop();
    this.#timer?.stop();
  }

  #responseFields(): HeaderFields {
    const headers = this.#context.headersIfAny;
    if (headers === undefined || headers.size === 0) return RESPONSE_FIELDS;
    const fields = [...RESPONSE_FIELDS];
    headers.appendTo(fields);
    return fields;
  }

  #encode(message: unknown): ByteRange | undefined {
    if (this.#closed) return undefined;
    try {
      return encodeMessage(this.#method.output, message);
    } catch (error) {
      this.#call.onUnencodable(error);
      return undefined;
    }
  }
}
