import { EOS, HUFFMAN, MAX_CODE_BITS } from "./huffman-code.js";

const { symbols, firstCode, count, firstSymbol } = HUFFMAN;

/** Codes of up to 9 bits, which are those of letters, digits and most of the rest, take one look-up. */
const PEEK_BITS = 9;

/** By the next 9 bits: the symbol, and above it in the integer the length of its code; 0 for a longer code. */
const SHORT_CODES: Uint16Array = /*@__PURE__*/ buildShortCodes();

function buildShortCodes(): Uint16Array {
  const table = new Uint16Array(1 << PEEK_BITS);
  for (let symbol = 0; symbol < EOS; symbol++) {
    const bits = HUFFMAN.lengths[symbol]!;
    if (bits > PEEK_BITS) continue;
    const first = HUFFMAN.codes[symbol]! << (PEEK_BITS - bits);
    table.fill((bits << 8) | symbol, first, first + (1 << (PEEK_BITS - bits)));
  }
  return table;
}

/**
 * Decodes the bytes from `start` to `end` into `out`, which has room for twice as many (no code is shorter than 5 bits), and returns
 * how many they are, or -1 if this is no valid text: EOS in its middle, or at its end other padding than less than 8 bits of EOS.
 */
export function readHuffman(bytes: Uint8Array, start: number, end: number, out: Uint8Array): number {
  let size = 0;
  let bit = start * 8;
  const endBit = end * 8;
  while (bit < endBit) {
    const at = bit >> 3;
    const next = at + 1 < end ? bytes[at + 1]! : 0xff;
    const short = SHORT_CODES[(((bytes[at]! << 8) | next) >> (7 - (bit & 7))) & 0x1ff]!;
    if (short !== 0) {
      if (bit + (short >> 8) > endBit) return isPadding(bytes, bit, endBit) ? size : -1;
      bit += short >> 8;
      out[size++] = short;
      continue;
    }
    let code = 0;
    let bits = 0;
    let symbol = EOS;
    const codeStart = bit;
    while (bits < MAX_CODE_BITS) {
      if (bit === endBit) return isPadding(bytes, codeStart, endBit) ? size : -1;
      code = (code << 1) | ((bytes[bit >> 3]! >> (7 - (bit & 7))) & 1);
      bit++;
      bits++;
      const offset = code - firstCode[bits]!;
      if (offset < count[bits]!) {
        symbol = symbols[firstSymbol[bits]! + offset]!;
        break;
      }
    }
    if (symbol === EOS) return -1;
    out[size++] = symbol;
  }
  return size;
}

function isPadding(bytes: Uint8Array, bit: number, endBit: number): boolean {
  const bits = endBit - bit;
  const ones = (1 << bits) - 1;
  return bits < 8 && (bytes[endBit / 8 - 1]! & ones) === ones;
}
