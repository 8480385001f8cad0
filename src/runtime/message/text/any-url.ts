/** The type whose messages are written in text by what they hold: `[type.googleapis.com/acme.Order] { id: "o-1" }`. */
export const ANY = "google.protobuf.Any";

/** A type URL that the text format can write in brackets: something that may stand in a URL, a slash, and a full name. */
export const ANY_URL: RegExp = /^(?:[A-Za-z0-9_.\-/~!$&()*+,;=]|%[0-9a-fA-F]{2})+\/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
