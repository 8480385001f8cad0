/**
 * The port between protocols and connections: streams of an HTTP exchange, told in callbacks and bytes. Protocols (gRPC, later
 * gRPC-Web and Connect) stand above it, connections (HTTP/2 over sockets, memory) below, and neither knows the other.
 *
 * Both halves keep these rules:
 * - No callback runs inside the call that caused it: a receiver always has its stream before it hears of it.
 * - Callbacks of a stream come in wire order, and none after the one that ends it (`onTrailers`, `onEnd` of a client,
 *   `onReset`), nor after the stream's own `reset`.
 * - After `pause` no new bytes are asked of the peer. Bytes that are already here may still be delivered: at most one chunk.
 */

/**
 * Header fields in wire order, name and value in turn. Names are in lower case; pseudo-header fields (`:path`, `:status`)
 * come first. `:scheme` and `:authority` are the connection's own affair.
 */
export type HeaderFields = readonly string[];

/** The error codes of HTTP/2 (RFC 9113, section 7), and one of our own. */
export const ResetCode = {
  /** The connection broke, or was closed, under the stream. Never on the wire. */
  CONNECTION_LOST: -1,
  NO_ERROR: 0x0,
  PROTOCOL_ERROR: 0x1,
  INTERNAL_ERROR: 0x2,
  FLOW_CONTROL_ERROR: 0x3,
  SETTINGS_TIMEOUT: 0x4,
  STREAM_CLOSED: 0x5,
  FRAME_SIZE_ERROR: 0x6,
  /** The server promises that it has not begun to process the stream. */
  REFUSED_STREAM: 0x7,
  CANCEL: 0x8,
  COMPRESSION_ERROR: 0x9,
  CONNECT_ERROR: 0xa,
  ENHANCE_YOUR_CALM: 0xb,
  INADEQUATE_SECURITY: 0xc,
  HTTP_1_1_REQUIRED: 0xd,
} as const;
export type ResetCode = (typeof ResetCode)[keyof typeof ResetCode];

/** What both ends of a stream can do with its body. */
export interface ByteStream {
  /**
   * Bytes that were written and are still here, in our memory. A writer stops above a mark of its choice and goes on at
   * `onDrain`, which follows when the stream has taken what it had, if this was above {@link WRITE_HIGH_WATER}.
   */
  readonly bufferedBytes: number;
  /**
   * Writes body bytes, those of `bytes` from `start` to `end`, which nobody changes afterwards. There may be other bytes around them: a
   * stream does not transfer their buffer.
   */
  write(bytes: Uint8Array, start?: number, end?: number): void;
  /** Stops asking the peer for bytes. */
  pause(): void;
  resume(): void;
  /** Ends both directions at once. No callback follows. */
  reset(code: ResetCode): void;
}

/** The mark of {@link ByteStream.bufferedBytes} above which a writer should wait. */
export const WRITE_HIGH_WATER: number = 64 * 1024;

/** What both ends of a stream hear of its body. */
export interface ByteReceiver {
  /** Body bytes: those of `chunk` from `start` to `end`, to be used before the callback returns. */
  onData(chunk: Uint8Array, start: number, end: number): void;
  /** The peer has ended its direction without trailers. */
  onEnd(): void;
  /** The stream is over before its time. `message` is for people. */
  onReset(code: ResetCode, message: string): void;
  /** `bufferedBytes` has come down again. */
  onDrain(): void;
}

/**
 * The header fields that all requests of one method share, made once and passed by identity, so that a connection can keep
 * its own encoded form of them.
 */
export interface PreparedHeaders {
  readonly fields: HeaderFields;
}

/** One connection, on which a client opens streams. */
export interface ClientTransport {
  /** Opens a stream with the `prepared` fields followed by `fields`. */
  open(prepared: PreparedHeaders, fields: HeaderFields, receiver: ClientReceiver): ClientStream;
}

export interface ClientStream extends ByteStream {
  /** Ends the request body, after `bytes` if given. */
  end(bytes?: Uint8Array): void;
}

export interface ClientReceiver extends ByteReceiver {
  /** The response's header fields, without informational responses. `last` if no body and no trailers follow. */
  onHeaders(fields: HeaderFields, last: boolean): void;
  /** The end of the response. What the client still has to send is void now, and the stream sees to its own end. */
  onTrailers(fields: HeaderFields): void;
}

/** Where calls get their connection: a channel, which connects, queues and picks. */
export interface TransportSource {
  /** The connection for one stream to be opened right now, or `undefined` when the call has to wait in line. */
  pick(): ClientTransport | undefined;
  /** Puts a call in the line; one of its callbacks follows, unless it leaves before. */
  enqueue(waiter: TransportWaiter): void;
  /** Takes a call out of the line. */
  leave(waiter: TransportWaiter): void;
}

/** A call that waits for a connection. */
export interface TransportWaiter {
  /** Whether to outlast failed attempts to connect (gRPC's "wait for ready"). */
  readonly waitForReady: boolean;
  /** The connection, with room for one stream that must be opened within this callback. */
  onTransport(transport: ClientTransport): void;
  /** There is no connection; `error` says why. */
  onUnavailable(error: Error): void;
}

/** What a server knows about the connection of a stream. */
export interface ConnectionInfo {
  /** The address of the peer: `127.0.0.1:53412`, `[::1]:53412`, `unix:/run/app.sock`, `memory`. */
  readonly peer: string;
  /** Who the peer has proved to be, or `undefined`: only a verified client certificate counts. */
  readonly identity: PeerIdentity | undefined;
}

/** A client certificate that an authority of the server's choice has signed. */
export interface PeerIdentity {
  /** The subject's distinguished name, an attribute a line. */
  readonly subject: string;
  /** The subject alternative names, as Node prints them: `DNS:a.example, URI:spiffe://b`. */
  readonly subjectAltName: string | undefined;
  /** SHA-256 of the certificate, in hexadecimal with colons. */
  readonly fingerprint256: string;
  /** The certificate in DER. */
  readonly raw: Uint8Array;
}

/** What takes the streams of a server's connections. */
export interface StreamAcceptor {
  accept(request: HeaderFields, stream: ServerStream): ServerReceiver;
}

export interface ServerStream extends ByteStream {
  readonly connection: ConnectionInfo;
  /** Sends the response's header fields, `:status` first. `last` ends the response with them. */
  sendHeaders(fields: HeaderFields, last: boolean): void;
  /** Ends the response, after `bytes` if given. What the client still sends is refused. */
  sendTrailers(fields: HeaderFields, bytes?: Uint8Array): void;
}

/** A server's stream tells nothing more once its response has been handed over in full and has gone out. */
export interface ServerReceiver extends ByteReceiver {}
