import type { ResetCode } from "../rpc/transport.js";

/** The peer has broken the protocol in a way that ends the connection (RFC 9113, section 5.4.1). */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  /** The error code for the GOAWAY. */
  declare readonly code: ResetCode;

  constructor(code: ResetCode, message: string) {
    super(message);
    this.code = code;
  }
}
