import { defineService, type ServiceType } from "../../src/runtime/codegen/v1.js";
import { $entries, type $Methods, type $Server, $typeName } from "../holes.js";

/** The descriptor: what stubs, servers and interceptors know about the service. */
export const $service: ServiceType<$Server, $Methods> = /*@__PURE__*/ defineService($typeName, {
  ...$entries,
});
