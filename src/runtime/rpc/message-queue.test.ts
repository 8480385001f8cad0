import { expect, test } from "vitest";
import { MessageQueue, READ_HIGH_WATER } from "./message-queue.js";

function queue(): { messages: MessageQueue<number>; log: string[] } {
  const log: string[] = [];
  const messages = new MessageQueue<number>({
    pause: () => log.push("pause"),
    resume: () => log.push("resume"),
    abandon: () => log.push("abandon"),
  });
  return { messages, log };
}

test("keeps the order, whoever comes first", async () => {
  const { messages } = queue();
  messages.push(1, 1);
  const steps = [messages.next(), messages.next(), messages.next(), messages.next()];
  messages.push(2, 1);
  messages.push(3, 1);
  messages.end();
  expect(await Promise.all(steps)).toEqual([
    { done: false, value: 1 },
    { done: false, value: 2 },
    { done: false, value: 3 },
    { done: true, value: undefined },
  ]);
});

test("pauses above the mark and resumes below half of it", async () => {
  const { messages, log } = queue();
  messages.push(1, READ_HIGH_WATER / 2);
  expect(log).toEqual([]);
  messages.push(2, READ_HIGH_WATER / 2);
  messages.push(3, 1);
  expect(log).toEqual(["pause"]);
  await messages.next();
  expect(log).toEqual(["pause"]);
  await messages.next();
  expect(log).toEqual(["pause", "resume"]);
});

test("yields what came before an error, and the error once", async () => {
  const { messages } = queue();
  messages.push(1, 1);
  messages.end(new Error("broken"));
  expect((await messages.next()).value).toBe(1);
  await expect(messages.next()).rejects.toThrow("broken");
  expect(await messages.next()).toEqual({ done: true, value: undefined });
});

test("fail() forgets what is queued", async () => {
  const { messages } = queue();
  messages.push(1, 1);
  messages.fail(new Error("gone"));
  messages.push(2, 1);
  await expect(messages.next()).rejects.toThrow("gone");
});

test("leaving tells the source, but not after the end", async () => {
  const early = queue();
  early.messages.push(1, 1);
  for await (const _ of early.messages) break;
  expect(early.log).toEqual(["abandon"]);
  const late = queue();
  late.messages.end();
  await late.messages.return();
  expect(late.log).toEqual([]);
});

test("a long queue is read in linear time", async () => {
  const { messages } = queue();
  for (let i = 0; i < 100_000; i++) messages.push(i, 1);
  messages.end();
  let expected = 0;
  for await (const message of messages) if (message !== expected++) throw new Error("out of order");
  expect(expected).toBe(100_000);
});
