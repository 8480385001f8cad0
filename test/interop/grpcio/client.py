"""The interop client on grpcio: runs one case of gRPC's interop-test-descriptions.md and ends with 0 if it passed."""

import argparse
import queue
import time
from pathlib import Path

import grpc
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc

ECHO_INITIAL = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
ECHO_TRAILING = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")
LARGE_REQUEST, LARGE_RESPONSE = 271828, 314159
REQUESTS, RESPONSES = [27182, 8, 1828, 45904], [31415, 9, 2653, 58979]


def expect(got, wanted):
    if got != wanted:
        raise AssertionError(f"got {got!r} instead of {wanted!r}")


def payload(size):
    return messages_pb2.Payload(body=bytes(size))


def asking(sizes, payload_size=None):
    """A request for responses of these sizes."""
    parameters = [messages_pb2.ResponseParameters(size=size) for size in sizes]
    request = messages_pb2.StreamingOutputCallRequest(response_parameters=parameters)
    if payload_size is not None:
        request.payload.body = bytes(payload_size)
    return request


def expect_status(call, code, details=None):
    """Fails unless the call, or what it yields, ends with this status."""
    try:
        call()
    except grpc.RpcError as error:
        expect(error.code(), code)
        if details is not None:
            expect(error.details(), details)
    else:
        raise AssertionError(f"no error, instead of {code}")


class Requests:
    """A stream of requests that is written step by step."""

    def __init__(self):
        self._queue = queue.Queue()

    def send(self, request):
        self._queue.put(request)

    def close(self):
        self._queue.put(None)

    def __iter__(self):
        return iter(self._queue.get, None)


def empty_unary(stub):
    expect(stub.EmptyCall(empty_pb2.Empty()), empty_pb2.Empty())


def large_unary(stub, **options):
    request = messages_pb2.SimpleRequest(response_size=LARGE_RESPONSE, payload=payload(LARGE_REQUEST))
    response, call = stub.UnaryCall.with_call(request, **options)
    expect(response.payload, payload(LARGE_RESPONSE))
    return call


def client_streaming(stub):
    requests = (messages_pb2.StreamingInputCallRequest(payload=payload(size)) for size in REQUESTS)
    expect(stub.StreamingInputCall(requests).aggregated_payload_size, sum(REQUESTS))


def server_streaming(stub):
    sizes = [response.payload for response in stub.StreamingOutputCall(asking(RESPONSES))]
    expect(sizes, [payload(size) for size in RESPONSES])


def ping_pong(stub):
    requests = Requests()
    responses = stub.FullDuplexCall(iter(requests))
    for request_size, response_size in zip(REQUESTS, RESPONSES):
        requests.send(asking([response_size], request_size))
        expect(next(responses).payload, payload(response_size))
    requests.close()
    expect(next(responses, None), None)


def empty_stream(stub):
    expect(list(stub.FullDuplexCall(iter(()))), [])


def timeout_on_sleeping_server(stub):
    requests = Requests()
    requests.send(asking([], 27182))
    expect_status(lambda: next(stub.FullDuplexCall(iter(requests), timeout=0.001)), grpc.StatusCode.DEADLINE_EXCEEDED)
    requests.close()


def cancel_after_begin(stub):
    requests = Requests()
    call = stub.StreamingInputCall.future(iter(requests))
    call.cancel()
    requests.close()
    expect(call.code(), grpc.StatusCode.CANCELLED)


def cancel_after_first_response(stub):
    requests = Requests()
    responses = stub.FullDuplexCall(iter(requests))
    requests.send(asking([RESPONSES[0]], REQUESTS[0]))
    expect(next(responses).payload, payload(RESPONSES[0]))
    responses.cancel()
    requests.close()
    expect_status(lambda: next(responses), grpc.StatusCode.CANCELLED)


def status_code_and_message(stub):
    status = messages_pb2.EchoStatus(code=2, message="test status message")
    wanted = (grpc.StatusCode.UNKNOWN, status.message)
    expect_status(lambda: stub.UnaryCall(messages_pb2.SimpleRequest(response_status=status)), *wanted)
    request = messages_pb2.StreamingOutputCallRequest(response_status=status)
    expect_status(lambda: next(stub.FullDuplexCall(iter([request]))), *wanted)


def special_status_message(stub):
    message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    request = messages_pb2.SimpleRequest(response_status=messages_pb2.EchoStatus(code=2, message=message))
    expect_status(lambda: stub.UnaryCall(request), grpc.StatusCode.UNKNOWN, message)


def custom_metadata(stub):
    metadata = (ECHO_INITIAL, ECHO_TRAILING)
    unary = large_unary(stub, metadata=metadata)
    duplex = stub.FullDuplexCall(iter([asking([LARGE_RESPONSE], LARGE_REQUEST)]), metadata=metadata)
    expect([response.payload for response in duplex], [payload(LARGE_RESPONSE)])
    for call in (unary, duplex):
        expect([pair for pair in call.initial_metadata() if pair[0] == ECHO_INITIAL[0]], [ECHO_INITIAL])
        expect([pair for pair in call.trailing_metadata() if pair[0] == ECHO_TRAILING[0]], [ECHO_TRAILING])


def unimplemented_method(stub):
    expect_status(lambda: stub.UnimplementedCall(empty_pb2.Empty()), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(_stub):
    with connect() as channel:
        stub = test_pb2_grpc.UnimplementedServiceStub(channel)
        expect_status(lambda: stub.UnimplementedCall(empty_pb2.Empty()), grpc.StatusCode.UNIMPLEMENTED)


def rpc_soak(stub):
    soak(lambda: large_unary(stub))


def channel_soak(_stub):
    def call():
        with connect() as channel:
            large_unary(test_pb2_grpc.TestServiceStub(channel))

    soak(call)


def soak(call):
    end = time.monotonic() + flags.soak_overall_timeout_seconds
    for _ in range(flags.soak_iterations):
        call()
        expect(time.monotonic() < end, True)


def connect():
    target = f"{flags.server_host}:{flags.server_port}"
    # Each channel has a connection of its own, as the soak on channels asks.
    options = [("grpc.use_local_subchannel_pool", 1)]
    if flags.use_tls != "true":
        return grpc.insecure_channel(target, options)
    return grpc.secure_channel(target, grpc.ssl_channel_credentials(flags.ca_file.read_bytes()), options)


CASES = [
    empty_unary,
    large_unary,
    client_streaming,
    server_streaming,
    ping_pong,
    empty_stream,
    timeout_on_sleeping_server,
    cancel_after_begin,
    cancel_after_first_response,
    status_code_and_message,
    special_status_message,
    custom_metadata,
    unimplemented_method,
    unimplemented_service,
    rpc_soak,
    channel_soak,
]

parser = argparse.ArgumentParser()
parser.add_argument("--test_case", choices=[case.__name__ for case in CASES], required=True)
parser.add_argument("--server_host", default="localhost")
parser.add_argument("--server_port", default="10000")
parser.add_argument("--use_tls", default="false")
parser.add_argument("--use_test_ca", default="false")
parser.add_argument("--ca_file", type=Path)
parser.add_argument("--soak_iterations", type=int, default=10)
parser.add_argument("--soak_overall_timeout_seconds", type=float, default=10)
flags = parser.parse_args()

test_case = next(case for case in CASES if case.__name__ == flags.test_case)
with connect() as test_channel:
    test_case(test_pb2_grpc.TestServiceStub(test_channel))
