import { fullInspector } from "./full-inspector.js";
import type { Inspector } from "./inspector.js";
import type { AnyMessageType } from "./message-type.js";
import { standardSchema } from "./standard/standard-schema.js";
import type { StandardSchema } from "./standard/types.js";

/** What a codec can do without, each by the name of the entry, `farcall/…`, that brings it into a bundle for browsers. */
export interface Parts {
  inspect?: Inspector;
  "standard-schema"?: (type: AnyMessageType) => StandardSchema<unknown, unknown>;
}

/** All of them. In bundles for browsers, package.json puts parts.browser.ts in place of this, which begins with none. */
export const parts: Parts = { inspect: fullInspector, "standard-schema": standardSchema };
