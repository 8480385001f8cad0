import { MessageQueue, type QueueSource } from "../rpc/message-queue.js";
import type { ConnectivityState } from "./connectivity-state.js";

/** Tells the changes of a channel's state to all who watch. */
export class StateWatch {
  readonly #watchers = new Set<MessageQueue<ConnectivityState>>();

  /** An iterable that yields `current` and then every change, until the reader leaves or the channel is closed. */
  watch(current: ConnectivityState): AsyncIterable<ConnectivityState> {
    const source: QueueSource = {
      pause: () => {},
      resume: () => {},
      abandon: () => this.#watchers.delete(queue),
    };
    const queue = new MessageQueue<ConnectivityState>(source);
    queue.push(current, 0);
    if (current === "SHUTDOWN") queue.end();
    else this.#watchers.add(queue);
    return queue;
  }

  tell(state: ConnectivityState): void {
    for (const queue of this.#watchers) {
      queue.push(state, 0);
      if (state === "SHUTDOWN") queue.end();
    }
    if (state === "SHUTDOWN") this.#watchers.clear();
  }
}
