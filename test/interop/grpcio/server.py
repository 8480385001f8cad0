"""The interop server on grpcio: the features that gRPC's interop-test-descriptions.md asks of a server."""

import argparse
import signal
import time
from concurrent import futures
from pathlib import Path

import grpc
from grpc.testing import empty_pb2, messages_pb2, test_pb2_grpc

ECHO_INITIAL = "x-grpc-test-echo-initial"
ECHO_TRAILING = "x-grpc-test-echo-trailing-bin"


def echo_metadata(context):
    """One header comes back in the headers, another in the trailers."""
    given = list(context.invocation_metadata())
    initial = [(key, value) for key, value in given if key == ECHO_INITIAL]
    if initial:
        context.send_initial_metadata(initial)
    context.set_trailing_metadata([(key, value) for key, value in given if key == ECHO_TRAILING])


def echo_status(request, context):
    """Ends the call with the status that the request asks for."""
    if request.HasField("response_status") and request.response_status.code != 0:
        codes = {code.value[0]: code for code in grpc.StatusCode}
        context.abort(codes[request.response_status.code], request.response_status.message)


def payload(size):
    return messages_pb2.Payload(body=bytes(size))


def respond(request):
    for parameters in request.response_parameters:
        time.sleep(parameters.interval_us / 1e6)
        yield messages_pb2.StreamingOutputCallResponse(payload=payload(parameters.size))


class TestService(test_pb2_grpc.TestServiceServicer):
    def EmptyCall(self, request, context):
        return empty_pb2.Empty()

    def UnaryCall(self, request, context):
        echo_metadata(context)
        echo_status(request, context)
        return messages_pb2.SimpleResponse(payload=payload(request.response_size))

    def StreamingOutputCall(self, request, context):
        yield from respond(request)

    def StreamingInputCall(self, requests, context):
        size = sum(len(request.payload.body) for request in requests)
        return messages_pb2.StreamingInputCallResponse(aggregated_payload_size=size)

    def FullDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in requests:
            echo_status(request, context)
            yield from respond(request)


parser = argparse.ArgumentParser()
parser.add_argument("--port", default="10000")
parser.add_argument("--use_tls", default="false")
parser.add_argument("--tls_cert_file", type=Path)
parser.add_argument("--tls_key_file", type=Path)
flags = parser.parse_args()

server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
test_pb2_grpc.add_TestServiceServicer_to_server(TestService(), server)
if flags.use_tls == "true":
    pair = (flags.tls_key_file.read_bytes(), flags.tls_cert_file.read_bytes())
    port = server.add_secure_port(f"127.0.0.1:{flags.port}", grpc.ssl_server_credentials([pair]))
else:
    port = server.add_insecure_port(f"127.0.0.1:{flags.port}")
server.start()
signal.signal(signal.SIGTERM, lambda *_: server.stop(grace=1))
print(f"interop server listening on 127.0.0.1:{port}", flush=True)
server.wait_for_termination()
