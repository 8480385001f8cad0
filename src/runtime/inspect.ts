/**
 * Importing this has errors of encode and decode name the field, and the option `maxElements` work, in bundles for browsers too. It
 * exports nothing. Elsewhere it changes nothing.
 */
import { fullInspector } from "./message/full-inspector.js";
import { parts } from "./message/parts.js";

parts.inspect = fullInspector;
