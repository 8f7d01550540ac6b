import type { GenerationWriter } from './generationWriter.js';
import type { SharedFeed } from './sharedFeed.js';

const SAVE_EVERY_MS = 1_000;
const TIME_TO_SAVE: unique symbol = Symbol('time to save');

/**
 * Projects all that follows the writer's checkpoint until the signal aborts. Batches without an event that matters
 * cost no write: their checkpoint is saved once a second, and they are reported as passed at once.
 * @throws ProjectionFailed, Fenced and what feed and database throw
 */
export async function followLog(
  feed: SharedFeed,
  writer: GenerationWriter,
  types: readonly string[],
  signal: AbortSignal,
  onPassed: (position: bigint) => void,
): Promise<void> {
  const own = new AbortController();
  const until = AbortSignal.any([signal, own.signal]);
  const batches = feed.join({ after: writer.position, types, signal: until })[Symbol.asyncIterator]();
  const alarm = saveAlarm();
  let passed = writer.position;
  let coming = batches.next();
  try {
    for (;;) {
      // The alarm first: it must ring even when batches never stop coming.
      const next = await (passed > writer.position ? Promise.race([alarm.ring(), coming]) : coming);
      if (next === TIME_TO_SAVE) {
        alarm.reset();
        await writer.advance(passed);
        continue;
      }
      if (next.done) break;
      const { events, position } = next.value;
      if (events.some(writer.handles)) await writer.project(events, position);
      else onPassed(position);
      passed = position;
      coming = batches.next();
    }
    if (passed > writer.position) await writer.advance(passed);
  } finally {
    alarm.reset();
    own.abort();
    await Promise.allSettled([coming]);
  }
}

/** Rings a second after it was first listened to. */
function saveAlarm() {
  let timer: NodeJS.Timeout | undefined;
  let ringing: Promise<typeof TIME_TO_SAVE> | undefined;
  return {
    ring: (): Promise<typeof TIME_TO_SAVE> => {
      ringing ??= new Promise((resolve) => {
        timer = setTimeout(() => resolve(TIME_TO_SAVE), SAVE_EVERY_MS);
      });
      return ringing;
    },
    reset: (): void => {
      clearTimeout(timer);
      ringing = undefined;
    },
  };
}
