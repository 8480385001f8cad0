import type { Difference } from "./differences.js";

/** In what our server and that of node:http2 differ. */
export const SERVER_DIFFERENCES: readonly Difference[] = [
  {
    name: "header fields on a closed stream",
    why: "We end the connection, as section 5.1 has it. Node ignores them where the client has reset the stream.",
    ownOver: /header fields on stream \d+, which is closed/,
  },
  {
    name: "a stream that depends on itself",
    why: "An error of RFC 7540, section 5.3.1, which h2spec asks for. RFC 9113 has no priorities any more, and Node does not look.",
    ownOver: /depends on itself/,
  },
  {
    name: "bad padding on a closed stream",
    why: "A connection error by section 6.1. Node reads nothing of a stream that it has reset.",
    ownOver: /more padding than payload|a padded frame without its length/,
  },
  {
    name: "a CONTINUATION that is too large",
    why: "We refuse it by its head, as section 4.2 allows. Node waits for its payload.",
    ownOver: /a frame of \d+ bytes/,
  },
  {
    name: "the window of a stream that was answered",
    why: "A connection error by section 6.9.2. Node has forgotten the stream by then.",
    ownOver: /a window above 2\^31-1/,
  },
  {
    name: "a stream error that ends the connection",
    why: "Section 5.4.2 allows it. We reset the stream, and the calls beside it go on.",
    nodeOver:
      /^(Protocol error|Flow control error|Stream was already closed or invalid)|stream in half-closed|stream closed/,
  },
  {
    name: "more than 32 settings in a frame",
    why: "A limit of Node's own. Ours is the size of the frame.",
    nodeOver: /too many setting entries/,
  },
  {
    name: "odd values of pseudo-header fields",
    why: "Who routes a request judges them: 405 for another method than POST, UNIMPLEMENTED for another path. gRPC needs no authority.",
    stream: [
      /^(open|answered) (?!:method POST :scheme \S+ :path \/\S*( :?[a-z][a-z0-9-]* \S*)*? (:authority|host) [\w.:@-]+ )/,
      /^reset/,
    ],
  },
  {
    name: "a field that may not be",
    why: "We refuse the request, as section 8.2.1 has it. Node drops the field without a word.",
    stream: [/^reset .*(the field "|not allowed in HTTP\/2)/, /^(open|answered)/],
  },
  {
    name: "content behind the end of a stream",
    why: "We reset the stream with STREAM_CLOSED, as section 5.1 has it. Node ignores the content.",
    stream: [/^reset 5$/, /^open/],
  },
  {
    name: "a reset behind a complete request",
    why: "Both have closed the stream. Node does not tell its application.",
    stream: [/^reset the client has reset the stream/, /^open/],
  },
  {
    name: "trailers above our limit",
    why: "We hold the client to the limit that we have announced. Node counts the fields of a request only.",
    stream: [/^reset the client has sent trailers that are too large/, /^(open|answered)/],
  },
  {
    name: "PINGs that come too early",
    why: "gRFC A8 has a server send such clients away. Node has no such rule.",
    ownOver: /too_many_pings/,
  },
];
