import { agreementTests } from "./agreement.js";

agreementTests();
