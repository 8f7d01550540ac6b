import { setTimeout as delay } from 'node:timers/promises';
import type { ReactionLease } from '../ports/reactionLedger.js';
import type { Lanes } from './lanes.js';

/** A crash repeats at most what was done in this time, in milliseconds; repeating is harmless. */
const SAVE_EVERY_MS = 250;

/** Keeps the checkpoint where everything before it is done. */
export function checkpointOf(
  reaction: string,
  lease: ReactionLease,
  lanes: Lanes,
  { progressed }: Readonly<{ progressed?: (reaction: string, position: bigint) => void }>,
) {
  let saved = lease.position;

  async function save(): Promise<void> {
    const { done } = lanes;
    if (done === undefined || done === saved || (saved !== undefined && done < saved) || lease.lost.aborted) return;
    await lease.save(done);
    saved = done;
    progressed?.(reaction, done);
  }

  return {
    save,
    /** Saves now and then until the signal aborts. @throws LeaseLost, and what the work in the lanes threw */
    async keep(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        lanes.check();
        await save();
        await delay(SAVE_EVERY_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
