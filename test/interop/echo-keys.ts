/** The server answers with the value of this request header in its headers. */
export const ECHO_INITIAL = "x-grpc-test-echo-initial";

/** The server answers with the bytes of this request header in its trailers. */
export const ECHO_TRAILING = "x-grpc-test-echo-trailing-bin";
