import { expect, test } from "vitest";
import type { ClientStream, TransportWaiter } from "../rpc/transport.js";
import { Backoff } from "./backoff.js";
import type { Connection, ConnectionListener, Connector } from "./connector.js";
import { Subchannel } from "./subchannel.js";

class FakeConnector implements Connector {
  readonly attempts: ConnectionListener[] = [];
  aborted = 0;
  connect(listener: ConnectionListener): { abort(): void } {
    this.attempts.push(listener);
    return { abort: () => this.aborted++ };
  }
}

class FakeConnection implements Connection {
  room: number;
  closed = false;
  constructor(room = 10) {
    this.room = room;
  }
  open(): ClientStream {
    throw new Error("not needed");
  }
  async close(): Promise<void> {
    this.closed = true;
  }
}

function setUp(initialMs = 60_000): { connector: FakeConnector; subchannel: Subchannel; states: string[] } {
  const connector = new FakeConnector();
  const states: string[] = [];
  const backoff = new Backoff({ initialMs, jitter: 0 });
  return { connector, states, subchannel: new Subchannel(connector, backoff, (state) => states.push(state)) };
}

/** A call in the line, which writes what becomes of it into `log` and takes a place on the connection. */
function waiter(log: string[], name: string, waitForReady = false): TransportWaiter {
  return {
    waitForReady,
    onTransport: (transport) => {
      (transport as FakeConnection).room--;
      log.push(name);
    },
    onUnavailable: (error) => log.push(`${name}: ${error.message}`),
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("one attempt serves all who wait, in the order in which they came", () => {
  const { connector, subchannel, states } = setUp();
  const log: string[] = [];
  for (const name of ["a", "b", "c"]) subchannel.enqueue(waiter(log, name));
  expect(connector.attempts).toHaveLength(1);
  connector.attempts[0]!.onConnected(new FakeConnection());
  expect(log).toEqual(["a", "b", "c"]);
  expect(states).toEqual(["CONNECTING", "READY"]);
});

test("a full connection lets calls wait, and nobody jumps the line", () => {
  const { connector, subchannel } = setUp();
  const log: string[] = [];
  const connection = new FakeConnection(1);
  for (const name of ["a", "b", "c"]) subchannel.enqueue(waiter(log, name));
  connector.attempts[0]!.onConnected(connection);
  expect(log).toEqual(["a"]);
  connection.room = 1;
  expect(subchannel.pick()).toBeUndefined();
  connector.attempts[0]!.onRoom();
  expect(log).toEqual(["a", "b"]);
  connection.room = 5;
  connector.attempts[0]!.onRoom();
  expect(subchannel.pick()).toBe(connection);
});

test("during backoff calls fail at once, and those that wait for ready do not", async () => {
  const { connector, subchannel } = setUp(20);
  const log: string[] = [];
  subchannel.enqueue(waiter(log, "a"));
  const patient = waiter(log, "patient", true);
  subchannel.enqueue(patient);
  connector.attempts[0]!.onFailed(new Error("refused"));
  subchannel.enqueue(waiter(log, "b"));
  await turn();
  const failure = "refused (after 1 attempt, last state TRANSIENT_FAILURE)";
  expect(log).toEqual([`a: ${failure}`, `b: ${failure}`]);
  expect(connector.attempts).toHaveLength(1);
  while (connector.attempts.length < 2) await turn();
  connector.attempts[1]!.onConnected(new FakeConnection());
  expect(log.at(-1)).toBe("patient");
});

test("nobody who waits means no attempt", async () => {
  const { connector, subchannel } = setUp(5);
  const patient = waiter([], "patient", true);
  subchannel.enqueue(patient);
  connector.attempts[0]!.onFailed(new Error("refused"));
  subchannel.leave(patient);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(connector.attempts).toHaveLength(1);
});

test("a connection that is gone is replaced when a call needs it", () => {
  const { connector, subchannel, states } = setUp();
  const log: string[] = [];
  subchannel.enqueue(waiter(log, "a"));
  connector.attempts[0]!.onConnected(new FakeConnection());
  connector.attempts[0]!.onGone();
  expect([subchannel.state, connector.attempts.length]).toEqual(["IDLE", 1]);
  subchannel.enqueue(waiter(log, "b"));
  connector.attempts[1]!.onConnected(new FakeConnection());
  // What the first connection still says concerns nobody.
  connector.attempts[0]!.onGone();
  expect(states).toEqual(["CONNECTING", "READY", "IDLE", "CONNECTING", "READY"]);
  expect(log).toEqual(["a", "b"]);
});

test("close() ends attempts, connections and the line", async () => {
  const connecting = setUp();
  const log: string[] = [];
  connecting.subchannel.enqueue(waiter(log, "a", true));
  await connecting.subchannel.close();
  await turn();
  expect([connecting.connector.aborted, log]).toEqual([1, ["a: the channel was closed"]]);
  const connected = setUp();
  const connection = new FakeConnection();
  connected.subchannel.enqueue(waiter(log, "b"));
  connected.connector.attempts[0]!.onConnected(connection);
  await connected.subchannel.close();
  connected.subchannel.enqueue(waiter(log, "c"));
  await turn();
  expect([connection.closed, connected.subchannel.state, log.at(-1)]).toEqual([
    true,
    "SHUTDOWN",
    "c: the channel is closed",
  ]);
});
