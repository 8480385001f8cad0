import { HUFFMAN } from "./huffman-code.js";

const { lengths, codes } = HUFFMAN;

/** How many bytes `text` takes in Huffman's code. Its characters are bytes: none is above 255. */
export function huffmanSize(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits += lengths[text.charCodeAt(i)]!;
  return (bits + 7) >> 3;
}

/** Writes `text` at `at` and returns where it ends. The caller has made sure of {@link huffmanSize} bytes. */
export function writeHuffman(out: Uint8Array, at: number, text: string): number {
  let pending = 0;
  let pendingBits = 0;
  for (let i = 0; i < text.length; i++) {
    const symbol = text.charCodeAt(i);
    let code = codes[symbol]!;
    let bits = lengths[symbol]!;
    if (bits > 24) {
      // 7 bits that wait and a code of 30 are more than an integer holds.
      pending = (pending << (bits - 16)) | (code >>> 16);
      pendingBits += bits - 16;
      while (pendingBits >= 8) out[at++] = pending >>> (pendingBits -= 8);
      code &= 0xffff;
      bits = 16;
    }
    pending = (pending << bits) | code;
    pendingBits += bits;
    while (pendingBits >= 8) out[at++] = pending >>> (pendingBits -= 8);
  }
  // What is left of the last byte is the beginning of EOS: ones.
  if (pendingBits > 0) out[at++] = (pending << (8 - pendingBits)) | (0xff >>> pendingBits);
  return at;
}
