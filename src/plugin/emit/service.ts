import { type Code, doorType, lines } from "../code.js";
import { clientTemplate, definitionTemplate, serverTemplate } from "../fragments.gen.js";
import type { MethodModel, ServiceModel } from "../model/service.js";
import { docs } from "./docs.js";
import { base64Literal, stringLiteral } from "./literal.js";
import { codecOf, messageType, spaced } from "./types.js";

const METHOD_TYPES = {
  unary: "UnaryMethod",
  server_streaming: "ServerStreamingMethod",
  client_streaming: "ClientStreamingMethod",
  bidi_streaming: "BidiStreamingMethod",
} as const;

/** The descriptor of a service. Without a server interface, any implementation of the methods will do. */
export function emitDefinition(service: ServiceModel, withServer: boolean): Code {
  const methods = service.methods.map(
    (method): Code => [
      `readonly ${method.name}: `,
      doorType(METHOD_TYPES[method.kind]),
      "<",
      messageType(method.input, "message"),
      ", ",
      messageType(method.input, "init"),
      ", ",
      messageType(method.output, "message"),
      ", ",
      messageType(method.output, "init"),
      ">;",
    ],
  );
  return [
    docs(service.docs),
    definitionTemplate.service({
      service: service.name,
      Server: withServer ? service.serverName : "object",
      Methods: ["{", lines("  ", methods), "\n}"],
      typeName: stringLiteral(service.typeName),
      entries: service.methods.map(methodEntry),
    }),
  ];
}

function methodEntry(method: MethodModel): Code {
  const { input, output } = method;
  const properties: Code[] = [
    `kind: ${stringLiteral(method.kind)},`,
    `name: ${stringLiteral(method.protoName)},`,
    ["input: ", codecOf(input), ","],
    ["output: ", codecOf(output), ","],
  ];
  if (method.idempotency !== undefined) properties.push(`idempotency: ${stringLiteral(method.idempotency)},`);
  if (method.options.length > 0) properties.push(`options: ${base64Literal(method.options)},`);
  return [`${method.name}: {`, lines("  ", properties), "\n},"];
}

const CLIENT_METHODS = {
  unary: (holes: StubHoles) => clientTemplate.unary({ ...holes, unary: holes.name }),
  server_streaming: (holes: StubHoles) => clientTemplate.serverStreaming({ ...holes, serverStreaming: holes.name }),
  client_streaming: (holes: StubHoles) => clientTemplate.clientStreaming({ ...holes, clientStreaming: holes.name }),
  bidi_streaming: (holes: StubHoles) => clientTemplate.bidiStreaming({ ...holes, bidiStreaming: holes.name }),
} satisfies { readonly [kind in MethodModel["kind"]]: (holes: StubHoles) => Code };

interface StubHoles {
  readonly name: string;
  readonly service: string;
  readonly RequestInit: Code;
  readonly Response: Code;
}

/** The stub: a class with a method for each procedure. */
export function emitClient(service: ServiceModel): Code {
  const methods = service.methods.map(
    (method): Code => [
      docs(method.docs),
      CLIENT_METHODS[method.kind]({
        name: method.name,
        service: service.name,
        RequestInit: messageType(method.input, "init"),
        Response: messageType(method.output, "message"),
      }),
    ],
  );
  return [docs(service.docs), clientTemplate.client({ Client: service.clientName, methods: spaced(methods) })];
}

const SERVER_METHODS = {
  unary: (holes: ServerHoles) => serverTemplate.unary({ ...holes, unary: holes.name }),
  server_streaming: (holes: ServerHoles) => serverTemplate.serverStreaming({ ...holes, serverStreaming: holes.name }),
  client_streaming: (holes: ServerHoles) => serverTemplate.clientStreaming({ ...holes, clientStreaming: holes.name }),
  bidi_streaming: (holes: ServerHoles) => serverTemplate.bidiStreaming({ ...holes, bidiStreaming: holes.name }),
} satisfies { readonly [kind in MethodModel["kind"]]: (holes: ServerHoles) => Code };

interface ServerHoles {
  readonly name: string;
  readonly Request: Code;
  readonly ResponseInit: Code;
}

/** The interface that an implementation of the service satisfies. */
export function emitServer(service: ServiceModel): Code {
  const methods = service.methods.map(
    (method): Code => [
      docs(method.docs),
      SERVER_METHODS[method.kind]({
        name: method.name,
        Request: messageType(method.input, "message"),
        ResponseInit: messageType(method.output, "init"),
      }),
    ],
  );
  return [docs(service.docs), serverTemplate.Server({ Server: service.serverName, methods: spaced(methods) })];
}
