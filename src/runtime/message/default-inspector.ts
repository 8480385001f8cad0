import { fullInspector } from "./full-inspector.js";
import type { Inspector } from "./inspector.js";

/** The inspector of programs that have not asked for one. In bundles for browsers, package.json puts another file in place of this. */
export const defaultInspector: Inspector | undefined = fullInspector;
