import type { Http2Stream } from "node:http2";
import type { ResetCode } from "../rpc/transport.js";

/**
 * Resets a stream of node:http2. Its own `close` first ends the writable side, so that the peer would read the regular end of our
 * messages before the reset, and take half an upload for a whole one. The side is ended here without telling the peer.
 */
export function resetStream(stream: Http2Stream, code: ResetCode): void {
  if (stream.closed || stream.destroyed) return;
  stream._final = endSilently;
  stream.close(code);
  // What a paused stream has not handed out yet would keep it open.
  stream.resume();
}

function endSilently(callback: (error?: Error | null) => void): void {
  callback();
}
