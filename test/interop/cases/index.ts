import type { CaseName } from "../case-names.js";
import type { InteropCase } from "./case.js";
import { cancelAfterBegin, cancelAfterFirstResponse, timeoutOnSleepingServer } from "./early-end.js";
import { customMetadata } from "./metadata.js";
import { channelSoak, rpcSoak } from "./soak.js";
import { specialStatusMessage, statusCodeAndMessage, unimplementedMethod, unimplementedService } from "./status.js";
import { clientStreaming, emptyStream, pingPong, serverStreaming } from "./streaming.js";
import { emptyUnary, largeUnary } from "./unary.js";

export const CASES: Readonly<Record<CaseName, InteropCase>> = {
  empty_unary: emptyUnary,
  large_unary: largeUnary,
  client_streaming: clientStreaming,
  server_streaming: serverStreaming,
  ping_pong: pingPong,
  empty_stream: emptyStream,
  timeout_on_sleeping_server: timeoutOnSleepingServer,
  cancel_after_begin: cancelAfterBegin,
  cancel_after_first_response: cancelAfterFirstResponse,
  status_code_and_message: statusCodeAndMessage,
  special_status_message: specialStatusMessage,
  custom_metadata: customMetadata,
  unimplemented_method: unimplementedMethod,
  unimplemented_service: unimplementedService,
  rpc_soak: rpcSoak,
  channel_soak: channelSoak,
};
