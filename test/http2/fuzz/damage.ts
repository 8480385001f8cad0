import { pick, type Random } from "./random.js";

/**
 * Damages the frames of one side: some are dropped, sent twice or swapped, some bytes are changed. Each change keeps most of the sequence
 * as it was, so that what follows is still read.
 */
export function damage(random: Random, batches: readonly Buffer[][]): Buffer[][] {
  const damaged = batches.map((batch) => [...batch]);
  for (let changes = 1 + random(3); changes > 0; changes--) {
    const batch = pick(random, damaged);
    if (batch.length === 0) continue;
    const at = random(batch.length);
    switch (random(6)) {
      case 0:
        batch.splice(at, 1);
        break;
      case 1:
        batch.splice(random(batch.length), 0, batch[at]!);
        break;
      case 2:
        [batch[at], batch[0]] = [batch[0]!, batch[at]!];
        break;
      case 3:
        // The head of a frame: its length, type, flags or stream.
        batch[at] = changeByte(batch[at]!, random(9), 1 << random(8));
        break;
      case 4:
        batch[at] = batch[at]!.subarray(0, random(batch[at]!.length));
        break;
      default:
        batch[at] = changeByte(batch[at]!, random(batch[at]!.length), random(256));
    }
  }
  return damaged;
}

function changeByte(bytes: Buffer, at: number, by: number): Buffer {
  const changed = Buffer.from(bytes);
  if (at < changed.length) changed[at]! ^= by;
  return changed;
}
