/** Inputs that a reader has to refuse or to survive: `bytes` cut short, and with bytes changed, at `places` places each. */
export function* hostileInputs(bytes: Uint8Array, places: number): Generator<Uint8Array> {
  const step = Math.max(1, Math.floor(bytes.length / places));
  for (let place = 0; place < bytes.length; place += step) {
    yield bytes.slice(0, place);
    // A varint, or a length, that goes on and on.
    const endless = bytes.slice();
    endless.fill(255, place, place + 11);
    yield endless;
    const flipped = bytes.slice();
    flipped[place]! ^= 1 << (place & 7);
    yield flipped;
  }
}

/** Reads all of them. What is refused is no concern of this. */
export function readHostile(decode: (input: Uint8Array) => unknown, bytes: Uint8Array, places: number): void {
  for (const input of hostileInputs(bytes, places)) {
    try {
      decode(input);
    } catch {
      // As it should be, mostly.
    }
  }
}
