import {
  type ConnectionInfo,
  type HeaderFields,
  ResetCode,
  type ServerReceiver,
  type ServerStream,
} from "../rpc/transport.js";
import type { HeaderBlock } from "./hpack/header-decoder.js";
import { Http2Stream, type StreamHost } from "./stream.js";

/** What a server's stream needs of its connection. */
export interface ServerStreamHost extends StreamHost {
  readonly info: ConnectionInfo;
  /** The stream has ended in good order. */
  complete(stream: Http2ServerStream): void;
  sendFields(stream: Http2ServerStream, fields: HeaderFields): void;
  /** The response is complete, but the request is not: what of it does not come in this tick is refused. */
  refuseRest(stream: Http2ServerStream): void;
}

/** A stream that a client has opened with us. */
export class Http2ServerStream extends Http2Stream implements ServerStream {
  receiver!: ServerReceiver;
  declare protected readonly host: ServerStreamHost;

  constructor(host: ServerStreamHost, id: number, sendWindow: number, receiveWindow: number, contentLength: number) {
    super(host, id, sendWindow, receiveWindow);
    this.expectLength(contentLength);
  }

  get connection(): ConnectionInfo {
    return this.host.info;
  }

  protected get bytesTo(): ServerReceiver {
    return this.receiver;
  }

  protected get isDeaf(): boolean {
    return this.isEnding;
  }

  sendHeaders(fields: HeaderFields, last: boolean): void {
    if (this.closed || this.isEnding) return;
    if (last) this.finish(fields);
    else this.host.sendFields(this, fields);
  }

  sendTrailers(fields: HeaderFields, bytes?: Uint8Array): void {
    if (bytes !== undefined) this.write(bytes);
    this.finish(fields);
  }

  onFields(block: HeaderBlock, last: boolean): string | undefined {
    if (block.problem !== undefined) return block.problem;
    if (block.pseudo !== 0) return "trailers with a pseudo-header field";
    return last ? this.endWithFields(block.fields) : "header fields in the middle of a request";
  }

  /** gRPC has no trailers in requests; those that come tell no more than the end. */
  protected onRemoteEnd(): void {
    if (!this.isEnding) this.receiver.onEnd();
    else if (this.localEnded) this.#end();
  }

  protected onLocalEnd(): void {
    if (this.remoteEnded) this.#end();
    else this.host.refuseRest(this);
  }

  /** Refuses what is left of the request, if there is any. */
  refuse(): void {
    if (!this.closed) this.reset(ResetCode.NO_ERROR);
  }

  #end(): void {
    if (this.closed) return;
    this.close();
    this.host.complete(this);
  }
}
