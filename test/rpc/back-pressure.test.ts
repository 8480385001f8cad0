import { expect, test } from "vitest";
import type { NoteInit } from "./notes.js";
import { collect, overEachTransport, signalled } from "./transports.js";

const KIB_64 = new Uint8Array(64 * 1024);
/** What both sides, the sockets between them and the relay of the test may hold in all. */
const BOUND = 16 * 1024 * 1024;
const PLENTY = 1000;

/** Lets everything happen that happens without further reading. */
async function settle(progress: () => number): Promise<void> {
  for (let seen = -1, calm = 0; calm < 10; ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    calm = progress() === seen ? calm + 1 : 0;
    seen = progress();
  }
}

overEachTransport((connect) => {
  test("a client that does not read holds up the server's generator, and loses nothing", async () => {
    let yielded = 0;
    const { client } = await connect({
      async *list() {
        for (; yielded < PLENTY; yielded++) yield { number: yielded, payload: KIB_64 };
      },
    });
    const replies = client.list({})[Symbol.asyncIterator]();
    await replies.next();
    await settle(() => yielded);
    expect(yielded * KIB_64.length).toBeLessThan(BOUND);
    let expected = 1;
    for (let step = await replies.next(); !step.done; step = await replies.next()) {
      expect(step.value.number).toBe(expected++);
    }
    expect(expected).toBe(PLENTY);
  });

  test("a server that does not read holds up the client's iterable, and loses nothing", async () => {
    const goOn = signalled();
    const { client } = await connect({
      async collect(requests) {
        await goOn.promise;
        const numbers = (await collect(requests)).map((note) => note.number);
        return { number: numbers.every((number, i) => number === i) ? numbers.length : -1 };
      },
    });
    let yielded = 0;
    function* plenty(): Generator<NoteInit> {
      for (; yielded < PLENTY; yielded++) yield { number: yielded, payload: KIB_64 };
    }
    const call = client.collect(plenty());
    await settle(() => yielded);
    expect(yielded * KIB_64.length).toBeLessThan(BOUND);
    goOn.resolve();
    expect((await call).number).toBe(PLENTY);
  });

  test("send() resolves only when flow control lets it", async () => {
    const goOn = signalled();
    const { client } = await connect({
      async collect(requests) {
        await goOn.promise;
        return { number: (await collect(requests)).length };
      },
    });
    const call = client.collect();
    let sent = 0;
    const sending = (async () => {
      for (; sent < PLENTY; sent++) await call.send({ payload: KIB_64 });
      call.close();
    })();
    await settle(() => sent);
    expect(sent * KIB_64.length).toBeLessThan(BOUND);
    goOn.resolve();
    await sending;
    expect((await call).number).toBe(PLENTY);
  });

  test("tiny messages are held back like big ones", async () => {
    let yielded = 0;
    const { client } = await connect({
      *list() {
        for (; yielded < 3_000_000; yielded++) yield {};
      },
    });
    const call = client.list({});
    const replies = call[Symbol.asyncIterator]();
    await replies.next();
    await settle(() => yielded);
    expect(yielded).toBeLessThan(3_000_000);
    call.cancel();
  });

  test("a bidi call whose sides both wait for the other does not lose its end", async () => {
    const { client } = await connect({
      async *chat(requests) {
        for await (const request of requests) yield request;
      },
    });
    function* requests(): Generator<NoteInit> {
      for (let number = 0; number < 500; number++) yield { number, payload: KIB_64 };
    }
    let expected = 0;
    for await (const { number } of client.chat(requests())) {
      if (number % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(number).toBe(expected++);
    }
    expect(expected).toBe(500);
  });
});
