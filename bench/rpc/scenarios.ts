import type { NoteClient } from "./contestant.js";

/** What is measured: one kind of call, by client and server of the tool. */
export interface CallScenario {
  readonly name: string;
  readonly call: keyof NoteClient;
  /** How many unary calls run at once, on one connection. */
  readonly inFlight: number;
  /** The length of the text, in bytes. The message has 4 bytes more, or 5. */
  readonly text: number;
  readonly tls: boolean;
}

/** The tool's server alone; the client is h2load. */
export interface ServerScenario {
  readonly name: string;
  readonly call: "h2load";
  readonly inFlight: number;
}

export type Scenario = CallScenario | ServerScenario;

/** The text that makes a message of 98 bytes. */
export const SMALL = 94;

/** All scenarios, in the order of the tables. */
export const scenarios: readonly Scenario[] = [
  { name: "unary, 1 in flight", call: "echo", inFlight: 1, text: SMALL, tls: false },
  { name: "unary, 16 in flight", call: "echo", inFlight: 16, text: SMALL, tls: false },
  { name: "unary, 100 in flight", call: "echo", inFlight: 100, text: SMALL, tls: false },
  { name: "unary of 10 kB, 16 in flight", call: "echo", inFlight: 16, text: 10_000, tls: false },
  { name: "unary over TLS, 16 in flight", call: "echo", inFlight: 16, text: SMALL, tls: true },
  { name: "server stream", call: "list", inFlight: 1, text: SMALL, tls: false },
  { name: "client stream", call: "collect", inFlight: 1, text: SMALL, tls: false },
  { name: "bidi flood", call: "flood", inFlight: 1, text: SMALL, tls: false },
  { name: "bidi ping-pong", call: "pingPong", inFlight: 1, text: SMALL, tls: false },
  { name: "server alone, 100 in flight", call: "h2load", inFlight: 100 },
];
