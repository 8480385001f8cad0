import fc from "fast-check";

/** Text of every kind: ASCII, two, three and four bytes a character, and lengths around each threshold. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "binary-ascii", maxLength: 300 }),
  fc.string({ unit: fc.constantFrom("a", "é", "漢", "字", "\u{1f600}", "\ufffd", "\ufeff"), maxLength: 300 }),
);
