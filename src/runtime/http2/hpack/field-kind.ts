import { STATIC_FIELDS } from "./static-table.js";

/** What HTTP/2 has to know of a field by its name (RFC 9113, sections 8.2 and 8.3). */
export const FieldKind = {
  METHOD: 0,
  SCHEME: 1,
  AUTHORITY: 2,
  PATH: 3,
  STATUS: 4,
  /** From here on: no pseudo-header fields. */
  REGULAR: 5,
  TE: 6,
  CONTENT_LENGTH: 7,
  /** A field of HTTP/1.1's connections, an unknown pseudo-header field, or a name that is none. */
  FORBIDDEN: 8,
} as const;
export type FieldKind = (typeof FieldKind)[keyof typeof FieldKind];

const KINDS: ReadonlyMap<string, FieldKind> = /*@__PURE__*/ new Map<string, FieldKind>([
  [":method", FieldKind.METHOD],
  [":scheme", FieldKind.SCHEME],
  [":authority", FieldKind.AUTHORITY],
  [":path", FieldKind.PATH],
  [":status", FieldKind.STATUS],
  ["te", FieldKind.TE],
  ["content-length", FieldKind.CONTENT_LENGTH],
  ["connection", FieldKind.FORBIDDEN],
  ["keep-alive", FieldKind.FORBIDDEN],
  ["proxy-connection", FieldKind.FORBIDDEN],
  ["transfer-encoding", FieldKind.FORBIDDEN],
  ["upgrade", FieldKind.FORBIDDEN],
]);

/** By character: 1 if a name may have it: a "tchar" of RFC 9110, section 5.6.2, and no capital letter. */
const TOKEN_CHARACTERS: Uint8Array = /*@__PURE__*/ Uint8Array.from({ length: 256 }, (_, code) =>
  /[!#$%&'*+.^_`|~0-9a-z-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** The kind of a field that has come as a literal. */
export function kindOf(name: string): FieldKind {
  return KINDS.get(name) ?? (isToken(name) ? FieldKind.REGULAR : FieldKind.FORBIDDEN);
}

/** The kinds of the entries of the static table, by their place in it. */
export const STATIC_KINDS: readonly FieldKind[] = /*@__PURE__*/ STATIC_FIELDS.filter((_, i) => i % 2 === 0).map(kindOf);

function isToken(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (TOKEN_CHARACTERS[name.charCodeAt(i)] !== 1) return false;
  return name.length > 0;
}

/** Whether a value holds no control characters and has no white space at its ends (RFC 9113, section 8.2.1). */
export function isFieldValue(value: string): boolean {
  const last = value.length - 1;
  for (let i = 0; i <= last; i++) {
    const code = value.charCodeAt(i);
    if (code > 0x20) {
      if (code === 0x7f) return false;
    } else if ((code !== 0x20 && code !== 0x09) || i === 0 || i === last) {
      return false;
    }
  }
  return true;
}
