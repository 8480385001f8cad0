import type { HeaderFields } from "../../rpc/transport.js";

/** Names and values in turn of the entries 1 to 61. Source: RFC 7541, appendix A. */
export const STATIC_FIELDS: HeaderFields = /*@__PURE__*/ (
  ":authority,,:method,GET,:method,POST,:path,/,:path,/index.html,:scheme,http,:scheme,https,:status,200,:status,204," +
  ":status,206,:status,304,:status,400,:status,404,:status,500,accept-charset,,accept-encoding,gzip;deflate," +
  "accept-language,,accept-ranges,,accept,,access-control-allow-origin,,age,,allow,,authorization,,cache-control,," +
  "content-disposition,,content-encoding,,content-language,,content-length,,content-location,,content-range,," +
  "content-type,,cookie,,date,,etag,,expect,,expires,,from,,host,,if-match,,if-modified-since,,if-none-match,," +
  "if-range,,if-unmodified-since,,last-modified,,link,,location,,max-forwards,,proxy-authenticate,," +
  "proxy-authorization,,range,,referer,,refresh,,retry-after,,server,,set-cookie,,strict-transport-security,," +
  "transfer-encoding,,user-agent,,vary,,via,,www-authenticate,"
)
  .split(",")
  .map((text) => text.replace(";", ", "));

/** How many entries the static table has: the index of the newest dynamic entry is one more. */
export const STATIC_COUNT = 61;

/** What an entry takes of a table besides its name and its value, in bytes (RFC 7541, section 4.1). */
export const ENTRY_OVERHEAD = 32;

/** The size of the dynamic table until SETTINGS say otherwise, in bytes. */
export const DEFAULT_TABLE_SIZE = 4096;
