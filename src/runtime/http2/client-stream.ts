import { type ClientReceiver, type ClientStream, type HeaderFields, ResetCode } from "../rpc/transport.js";
import { FieldKind } from "./hpack/field-kind.js";
import type { HeaderBlock } from "./hpack/header-decoder.js";
import { type ContentProblem, Http2Stream, type StreamHost } from "./stream.js";

/** A stream that a client has opened. */
export class Http2ClientStream extends Http2Stream implements ClientStream {
  readonly #receiver: ClientReceiver;
  #answered = false;

  constructor(host: StreamHost, id: number, sendWindow: number, receiveWindow: number, receiver: ClientReceiver) {
    super(host, id, sendWindow, receiveWindow);
    this.#receiver = receiver;
  }

  protected get bytesTo(): ClientReceiver {
    return this.#receiver;
  }

  protected get isDeaf(): boolean {
    return false;
  }

  /** Whether there was no more than informational responses so far. */
  get isInformed(): boolean {
    return !this.#answered;
  }

  end(bytes?: Uint8Array): void {
    if (bytes !== undefined) this.write(bytes);
    this.finish(undefined);
  }

  onFields(block: HeaderBlock, last: boolean): string | undefined {
    if (block.problem !== undefined) return block.problem;
    if (this.#answered) {
      if (block.pseudo !== 0) return "trailers with a pseudo-header field";
      return last ? this.endWithFields(block.fields) : "header fields in the middle of a response";
    }
    // Nothing else may be there, so this is the first field.
    const status = block.pseudo === 1 << FieldKind.STATUS ? block.fields[1]! : "";
    if (!/^[1-9][0-9][0-9]$/.test(status)) return "a response without a status";
    if (status.charCodeAt(0) === ONE) {
      return last || status === "101" ? `a response that ends with status ${status}` : undefined;
    }
    if (last && block.contentLength > 0) return "a response without the content that it announces";
    this.#answered = true;
    this.expectLength(block.contentLength);
    if (!last) {
      this.#receiver.onHeaders(block.fields, false);
      return undefined;
    }
    this.remoteEnded = true;
    this.#complete(() => this.#receiver.onHeaders(block.fields, true));
    return undefined;
  }

  override onContent(
    chunk: Uint8Array,
    start: number,
    end: number,
    flow: number,
    last: boolean,
  ): ContentProblem | undefined {
    return this.#answered ? super.onContent(chunk, start, end, flow, last) : TOO_EARLY;
  }

  protected onRemoteEnd(trailers: HeaderFields | undefined): void {
    this.#complete(() => {
      if (trailers === undefined) this.#receiver.onEnd();
      else this.#receiver.onTrailers(trailers);
    });
  }

  protected onLocalEnd(): void {}

  /** The response is complete. A request that has not all been sent is void now; a reset is the last resort, servers count them as abuse. */
  #complete(tell: () => void): void {
    const isCut = this.bufferedBytes > 0;
    this.close();
    tell();
    if (isCut) {
      this.host.sendReset(this, ResetCode.CANCEL);
      return;
    }
    if (!this.localEnded) this.host.sendEnd(this, undefined);
    this.host.forget(this);
  }
}

const ONE = 0x31;

const TOO_EARLY: ContentProblem = {
  code: ResetCode.PROTOCOL_ERROR,
  text: "the server has sent content before the header fields of its response",
};
