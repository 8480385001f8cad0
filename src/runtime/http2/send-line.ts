import type { Http2Stream } from "./stream.js";

/** The streams that have something to send and must wait for the connection: each sends one frame and goes to the end of the line. */
export class SendLine {
  #streams: Http2Stream[] = [];
  #first = 0;

  get isEmpty(): boolean {
    return this.#first === this.#streams.length;
  }

  enter(stream: Http2Stream): void {
    if (stream.inLine) return;
    stream.inLine = true;
    this.#streams.push(stream);
  }

  /** Takes the first stream out of the line, which is not empty. It may have nothing to send any more. */
  next(): Http2Stream {
    const stream = this.#streams[this.#first]!;
    stream.inLine = false;
    this.#first++;
    if (this.isEmpty || this.#first === 1024) {
      this.#streams = this.#streams.slice(this.#first);
      this.#first = 0;
    }
    return stream;
  }
}
