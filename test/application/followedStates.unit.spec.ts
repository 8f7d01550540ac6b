import { describe, expect, it } from 'vitest';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { createFollowedStates } from '../../application/followedStates.js';
import type { StoredEvent } from '../../application/ports/eventStore.js';
import { givenMember, givenSessionEnd } from '../support/givenOrganization.js';
import { memoryLog } from '../support/memoryLog.js';

const nothingPersonal = { encrypt: async () => '-', decrypt: async () => '-' };
const member = { organizationId: 'acme', userId: 'mia', sessionId: 's' };

/** A count of a session's events, over a log whose reads can be held up and are counted. */
async function followedCount(isFollowing: () => boolean) {
  const log = { eventStore: memoryLog(new Date(0)), codec: createEventCodec(eventRegistry, nothingPersonal) };
  await givenMember(log, member);
  const holds: Promise<void>[] = [];
  let reads = 0;
  async function* readStream(stream: string, from?: bigint): AsyncGenerator<StoredEvent> {
    reads += 1;
    const events: StoredEvent[] = [];
    for await (const event of log.eventStore.readStream(stream, from)) events.push(event);
    // What it answers is what was there as it began, however long the answer takes.
    await holds.shift();
    yield* events;
  }
  const followed = createFollowedStates({ eventStore: { readStream }, codec: log.codec, isFollowing });
  const { current } = followed.of({
    category: 'session',
    initial: 0,
    evolve: (count, events) => count + events.length,
  });
  return {
    followed,
    current: () => current('session-s'),
    reads: () => reads,
    hold: (until: Promise<void>) => holds.push(until),
    end: async () => {
      await givenSessionEnd(log, member);
      followed.markStale('session-s');
    },
  };
}

describe('a followed state', () => {
  it('is read once, and again only when it was marked stale', async () => {
    const { current, reads, end } = await followedCount(() => true);
    expect(await current()).toBe(1);
    expect(current()).toBe(1);
    expect(reads()).toBe(1);
    await end();
    expect(await current()).toBe(2);
    expect(current()).toBe(2);
    expect(reads()).toBe(2);
  });

  it('is read on for each question while nothing tells of other processes', async () => {
    let following = true;
    const { current, reads } = await followedCount(() => following);
    await current();
    following = false;
    await current();
    await current();
    expect(reads()).toBe(3);
    following = true;
    expect(current()).toBe(1);
  });

  it('is never answered by a read that began before it was marked stale', async () => {
    const { current, reads, hold, end } = await followedCount(() => true);
    let release: () => void = () => undefined;
    hold(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    const before = current();
    await end();
    const [one, other] = [current(), current()];
    release();
    expect(await before).toBe(1);
    expect(await Promise.all([one, other])).toEqual([2, 2]);
    expect(current()).toBe(2);
    expect(reads()).toBe(2);
  });

  it('that could not be read is asked for again', async () => {
    const { current, hold } = await followedCount(() => true);
    hold(Promise.reject(new Error('the store is gone')));
    await expect(current()).rejects.toThrow('gone');
    expect(await current()).toBe(1);
  });

  it('tells of every stream that was marked', async () => {
    const { followed } = await followedCount(() => true);
    const told: string[] = [];
    const silence = followed.onStale((stream) => told.push(stream));
    followed.markStale('organization-a');
    silence();
    followed.markStale('organization-b');
    expect(told).toEqual(['organization-a']);
  });
});
