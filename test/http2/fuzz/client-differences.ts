import type { Difference } from "./differences.js";

/** In what our client and that of node:http2 differ. */
export const CLIENT_DIFFERENCES: readonly Difference[] = [
  {
    name: "header fields on a closed stream",
    why: "A connection error by section 5.1. Node ignores them where it has reset the stream, and so do we where it was us.",
    ownOver: /header fields on stream \d+, which is closed/,
  },
  {
    name: "a push before the server has acknowledged that there are none",
    why: "Section 8.4 leaves room for it. No gRPC server pushes, so the least is to hold state for that.",
    ownOver: /a PUSH_PROMISE, though push is not enabled/,
  },
  {
    name: "bad padding on a closed stream",
    why: "A connection error by section 6.1. Node reads nothing of a stream that it has reset.",
    ownOver: /more padding than payload|a padded frame without its length/,
  },
  {
    name: "a stream error that ends the connection",
    why: "Section 5.4.2 allows it. We reset the stream, and the calls beside it go on.",
    nodeOver:
      /^(Protocol error|Flow control error|Stream was already closed or invalid)|stream not opened|stream in half-closed|stream closed/,
  },
  {
    name: "more than 32 settings in a frame",
    why: "A limit of Node's own. Ours is the size of the frame.",
    nodeOver: /too many setting entries/,
  },
  {
    name: "a field that may not be",
    why: "We refuse the response, as section 8.2.1 has it. Node drops the field without a word.",
    stream: [/^reset the server has sent the field .* not allowed in HTTP\/2/, /^(open|answered)/],
  },
  {
    name: "a status that is none",
    why: "Three digits, the first of which is not 0 (RFC 9110, section 15). Node takes any number.",
    stream: [/^reset the server has sent a response without a status/, /^(open|answered)/],
  },
  {
    name: "content of a response that has none by its status",
    why: "Section 8.1.1 leaves it to HTTP. To gRPC, 204 and 304 are errors whatever comes with them.",
    stream: [/^(open|answered) :status (204|304) /, /^reset/],
  },
  {
    name: "a reset behind a complete response",
    why: "The response is complete, so it counts. Node throws it away if it has not been read.",
    stream: [/^answered .* \[reset behind it\]$/, /^reset/],
  },
  {
    name: "a reset without an error, before the response is complete",
    why: "The rest of the response is missing. Node takes it for the end.",
    stream: [/^reset the server has reset the stream with error code 0/, /^answered/],
  },
  {
    name: "more header fields than we take",
    why: "We hold the server to the limit that we have announced. Node does not count the fields of a response.",
    stream: [/^reset the server has sent more than \d+ bytes or \d+ of header fields/, /^(open|answered)/],
  },
  {
    name: "a CONTINUATION that is too large",
    why: "We refuse it by its head, as section 4.2 allows. Node waits for its payload.",
    ownOver: /a frame of \d+ bytes/,
  },
  {
    name: "a window that overflows behind a complete response",
    why: "The response is complete, so it counts, and its stream is closed. Node throws it away if it has not been read.",
    stream: [/^answered/, /^reset .*FLOW_CONTROL_ERROR/],
  },
  {
    name: "content of another length than was announced, then a reset without an error",
    why: "The response is malformed by section 8.1.1. Node takes the reset for its end.",
    stream: [/^reset the content does not have the length/, /^answered/],
  },
  {
    name: "an empty frame of content before a response",
    why: "Content is out of place there by section 8.1. Node sees none.",
    stream: [/^reset the server has sent content before the header fields/, /^(open|answered)/],
  },
];
