/** The longest text, in bytes, that {@link decodeShortAscii} reads. */
export const SHORT_ASCII = 24;

const { fromCharCode } = String;

/**
 * The text of `n` bytes at `p`, or undefined if one of them is above 127, or if they are more than {@link SHORT_ASCII}. One call of
 * fromCharCode with all characters: V8 makes the string in one piece, in a third of the time of calls that are joined, and
 * in half the time of a call of the platform. So there is a line for each length.
 */
export function decodeShortAscii(b: Uint8Array, p: number, n: number): string | undefined {
  if (n === 0) return "";
  const c0 = b[p]!;
  let bits = c0;
  if (n === 1) return bits > 127 ? undefined : fromCharCode(c0);
  const c1 = b[p + 1]!;
  bits |= c1;
  if (n === 2) return bits > 127 ? undefined : fromCharCode(c0, c1);
  const c2 = b[p + 2]!;
  bits |= c2;
  if (n === 3) return bits > 127 ? undefined : fromCharCode(c0, c1, c2);
  const c3 = b[p + 3]!;
  bits |= c3;
  if (n === 4) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3);
  const c4 = b[p + 4]!;
  bits |= c4;
  if (n === 5) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4);
  const c5 = b[p + 5]!;
  bits |= c5;
  if (n === 6) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5);
  const c6 = b[p + 6]!;
  bits |= c6;
  if (n === 7) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6);
  const c7 = b[p + 7]!;
  bits |= c7;
  if (n === 8) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7);
  const c8 = b[p + 8]!;
  bits |= c8;
  if (n === 9) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8);
  const c9 = b[p + 9]!;
  bits |= c9;
  if (n === 10) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
  const c10 = b[p + 10]!;
  bits |= c10;
  if (n === 11) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10);
  const c11 = b[p + 11]!;
  bits |= c11;
  if (n === 12) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11);
  const c12 = b[p + 12]!;
  bits |= c12;
  if (n === 13) return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12);
  const c13 = b[p + 13]!;
  bits |= c13;
  if (n === 14)
    return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13);
  const c14 = b[p + 14]!;
  bits |= c14;
  if (n === 15)
    return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14);
  const c15 = b[p + 15]!;
  bits |= c15;
  if (n === 16)
    return bits > 127 ? undefined : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15);
  const c16 = b[p + 16]!;
  bits |= c16;
  if (n === 17)
    return bits > 127
      ? undefined
      : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16);
  const c17 = b[p + 17]!;
  bits |= c17;
  if (n === 18)
    return bits > 127
      ? undefined
      : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17);
  const c18 = b[p + 18]!;
  bits |= c18;
  if (n === 19)
    return bits > 127
      ? undefined
      : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18);
  const c19 = b[p + 19]!;
  bits |= c19;
  if (n === 20)
    return bits > 127
      ? undefined
      : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19);
  const c20 = b[p + 20]!;
  bits |= c20;
  if (n === 21)
    return bits > 127
      ? undefined
      : fromCharCode(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20);
  const c21 = b[p + 21]!;
  bits |= c21;
  if (n === 22)
    return bits > 127
      ? undefined
      : fromCharCode(
          c0,
          c1,
          c2,
          c3,
          c4,
          c5,
          c6,
          c7,
          c8,
          c9,
          c10,
          c11,
          c12,
          c13,
          c14,
          c15,
          c16,
          c17,
          c18,
          c19,
          c20,
          c21,
        );
  const c22 = b[p + 22]!;
  bits |= c22;
  if (n === 23)
    return bits > 127
      ? undefined
      : fromCharCode(
          c0,
          c1,
          c2,
          c3,
          c4,
          c5,
          c6,
          c7,
          c8,
          c9,
          c10,
          c11,
          c12,
          c13,
          c14,
          c15,
          c16,
          c17,
          c18,
          c19,
          c20,
          c21,
          c22,
        );
  const c23 = b[p + 23]!;
  bits |= c23;
  if (n === 24)
    return bits > 127
      ? undefined
      : fromCharCode(
          c0,
          c1,
          c2,
          c3,
          c4,
          c5,
          c6,
          c7,
          c8,
          c9,
          c10,
          c11,
          c12,
          c13,
          c14,
          c15,
          c16,
          c17,
          c18,
          c19,
          c20,
          c21,
          c22,
          c23,
        );
  return undefined;
}
