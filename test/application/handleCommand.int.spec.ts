import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CommandContext } from '../../application/commandContext.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { Command } from '../../domain/command.js';
import { accept, type Decider, reject } from '../../domain/decider.js';
import type { Event } from '../../domain/event.js';
import { startEventStoreNode } from '../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { storeAt } from '../infrastructure/eventstore/connectedStore.js';
import { now } from '../support/fixtures/billing.js';
import { freshDatabase } from '../support/freshDatabase.js';

type Reserve = Command<'ReserveSeats', { seats: number }>;
type SeatsReserved = Event<'SeatsReserved', { seats: number }>;

/** Ten seats, first come first served. */
const seats: Decider<number, Reserve, SeatsReserved, 'NO_SEATS_LEFT'> = {
  initialState: 0,
  evolve: (taken, { data }) => taken + data.seats,
  decide({ data }, taken) {
    if (data.seats === 0) return accept();
    return taken + data.seats > 10 ? reject('NO_SEATS_LEFT') : accept({ type: 'SeatsReserved', data });
  },
};

const noPersonalData = {
  encrypt: () => Promise.reject(new Error('nothing here is personal')),
  decrypt: () => Promise.reject(new Error('nothing here is personal')),
  erase: () => Promise.resolve(),
};
const codec = createEventCodec(
  { SeatsReserved: { version: 1, data: z.object({ seats: z.number() }) } },
  noPersonalData,
);
const context = (commandId: string): CommandContext => ({
  commandId,
  correlationId: 'request',
  causationId: 'request',
  organizationId: 'organization',
  actor: { kind: 'user', id: 'tester' },
});
const reserve = (count: number): Reserve => ({ type: 'ReserveSeats', data: { seats: count }, now });

/** The real store, with what was asked of it written down. */
const watched = (store: EventStore) => {
  const calls: string[] = [];
  const eventStore: EventStore = {
    append: (...parameters) => {
      calls.push('append');
      return store.append(...parameters);
    },
    readStream: (...parameters) => {
      calls.push('read');
      return store.readStream(...parameters);
    },
    readAll: store.readAll,
    head: store.head,
    follow: store.follow,
  };
  return { calls, eventStore };
};

let connectionString: string;
beforeAll(async () => {
  const node = await startEventStoreNode({ databaseUrl: await freshDatabase(), port: 0 });
  connectionString = node.connectionString;
  return () => node.stop();
});

const handling = async () => {
  const store = await storeAt(connectionString);
  const { calls, eventStore } = watched(store);
  return { ...createCommandHandling(eventStore, codec), calls, store };
};

describe('a command', () => {
  it('costs one read the first time and none after it', async () => {
    const { handleCommand, calls } = await handling();
    await handleCommand('seats-hot', seats, reserve(1), context('hot-1'));
    expect(calls).toEqual(['read', 'append']);
    await handleCommand('seats-hot', seats, reserve(1), context('hot-2'));
    await handleCommand('seats-hot', seats, reserve(1), context('hot-3'));
    expect(calls).toEqual(['read', 'append', 'append', 'append']);
  });

  it('costs no read at all where the stream is likely new', async () => {
    const { handleCommand, calls } = await handling();
    await handleCommand('seats-new', seats, reserve(1), context('new-1'), { likelyNew: true });
    expect(calls).toEqual(['append']);
  });

  it('is recorded with who, why and for whom', async () => {
    const { handleCommand, store } = await handling();
    await handleCommand('seats-meta', seats, reserve(1), { ...context('meta-1'), reason: 'asked by phone' });
    for await (const { metadata } of store.readStream('seats-meta')) {
      expect(metadata).toEqual({
        commandId: 'meta-1',
        $correlationId: 'request',
        $causationId: 'request',
        organizationId: 'organization',
        actor: { kind: 'user', id: 'tester' },
        occurredAt: now.toISOString(),
        schemaVersion: 1,
        reason: 'asked by phone',
      });
    }
  });

  it('asked twice is recorded once, by the same process and by another', async () => {
    const here = await handling();
    const there = await handling();
    const first = await here.handleCommand('seats-twice', seats, reserve(6), context('twice'));
    expect(first).toMatchObject({ accepted: true, revision: 0n, replayed: false });
    // A second, valid command in between: the repetition must still get the first answer, not a new decision.
    await there.handleCommand('seats-twice', seats, reserve(2), context('between'));
    for (const { handleCommand } of [here, there, await handling()]) {
      const again = await handleCommand('seats-twice', seats, reserve(6), context('twice'));
      expect(again).toEqual({ ...first, replayed: true });
    }
  });

  it('is decided on what the log holds, not on what this process remembers', async () => {
    const [here, there] = [await handling(), await handling()];
    await here.handleCommand('seats-stale', seats, reserve(1), context('stale-1'));
    await there.handleCommand('seats-stale', seats, reserve(9), context('stale-2'));
    expect(await here.handleCommand('seats-stale', seats, reserve(1), context('stale-3'))).toEqual({
      accepted: false,
      rejection: 'NO_SEATS_LEFT',
    });
    expect(await here.handleCommand('seats-stale', seats, reserve(0), context('stale-4'))).toMatchObject({
      revision: 1n,
    });
  });

  it('refuses when the caller has read an older revision', async () => {
    const { handleCommand } = await handling();
    await handleCommand('seats-match', seats, reserve(1), context('match-1'));
    const at = (expectedRevision: bigint, id: string) =>
      handleCommand('seats-match', seats, reserve(1), context(id), { expectedRevision });
    expect(await at(0n, 'match-2')).toMatchObject({ accepted: true, revision: 1n });
    expect(await at(0n, 'match-3')).toEqual({ accepted: false, rejection: 'REVISION_MISMATCH' });
  });

  it('keeps the rule of its aggregate when many processes race', async () => {
    const processes = await Promise.all(Array.from({ length: 4 }, handling));
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) =>
        processes[n % 4]?.handleCommand('seats-race', seats, reserve(1), context(`race-${n}`)),
      ),
    );
    const accepted = answers.filter((answer) => answer?.accepted).length;
    const { currentState } = await handling();
    expect(await currentState('seats-race', seats)).toBe(accepted);
    expect(accepted).toBeLessThanOrEqual(10);
    const refusals = new Set(answers.map((answer) => (answer?.accepted ? 'accepted' : answer?.rejection)));
    for (const refusal of refusals) expect(['accepted', 'NO_SEATS_LEFT', 'STREAM_BUSY']).toContain(refusal);
  });
});
