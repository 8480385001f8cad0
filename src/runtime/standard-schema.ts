/**
 * Importing this has `~standard` of message types work in bundles for browsers too, which takes the code of ProtoJSON. It exports
 * nothing. Elsewhere it changes nothing.
 */
import { parts } from "./message/parts.js";
import { standardSchema } from "./message/standard/standard-schema.js";

parts["standard-schema"] = standardSchema;
