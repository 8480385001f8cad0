export { decodeRange, encodeFramed } from "./message-codec.js";
