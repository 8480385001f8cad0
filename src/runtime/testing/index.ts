export { InMemoryChannel, type InMemoryChannelOptions } from "./in-memory-channel.js";
