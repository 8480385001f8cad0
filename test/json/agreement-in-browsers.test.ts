import { vi } from "vitest";
import { agreementTests } from "./agreement.js";

// As bundlers for browsers do it, by the field `browser` of package.json.
vi.mock("../../src/runtime/message/json/base64.js", () => import("../../src/runtime/message/json/base64.browser.js"));
vi.mock(
  "../../src/runtime/message/json/json-output.js",
  () => import("../../src/runtime/message/json/json-output.browser.js"),
);
vi.mock(
  "../../src/runtime/message/json/json-source.js",
  () => import("../../src/runtime/message/json/json-source.browser.js"),
);
vi.mock("../../src/runtime/message/json/word.js", () => import("../../src/runtime/message/json/word.browser.js"));

agreementTests();
