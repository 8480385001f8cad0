/**
 * The lengths in bits of the codes of the bytes 0 to 255 and of EOS. The code is canonical: sorted by length and then by symbol,
 * codes count upwards, so their lengths are all there is to know. Source: RFC 7541, appendix B.
 */
const LENGTHS: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6,
  5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
  22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22,
  23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26,
  20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27,
  27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27,
  27, 27, 27, 26, 30,
];

export const MAX_CODE_BITS = 30;

/** The symbol that only ever pads. */
export const EOS = 256;

export interface HuffmanCode {
  /** By symbol. */
  readonly lengths: Uint8Array;
  /** By symbol. */
  readonly codes: Uint32Array;
  /** All symbols in the order of their codes. */
  readonly symbols: Uint16Array;
  /** By length: the first code, and how many there are. */
  readonly firstCode: Uint32Array;
  readonly count: Uint16Array;
  /** By length: where the symbol of the first code stands in `symbols`. */
  readonly firstSymbol: Uint16Array;
}

export const HUFFMAN: HuffmanCode = /*@__PURE__*/ assignCodes();

function assignCodes(): HuffmanCode {
  const lengths = Uint8Array.from(LENGTHS);
  const codes = new Uint32Array(lengths.length);
  const symbols = new Uint16Array(lengths.length);
  const firstCode = new Uint32Array(MAX_CODE_BITS + 1);
  const count = new Uint16Array(MAX_CODE_BITS + 1);
  const firstSymbol = new Uint16Array(MAX_CODE_BITS + 1);
  let code = 0;
  let at = 0;
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
    code <<= 1;
    firstCode[bits] = code;
    firstSymbol[bits] = at;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== bits) continue;
      codes[symbol] = code++;
      symbols[at++] = symbol;
    }
    count[bits] = at - firstSymbol[bits]!;
  }
  return { lengths, codes, symbols, firstCode, count, firstSymbol };
}
