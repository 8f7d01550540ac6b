import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { derivedId } from '../../application/derivedIds.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { NotYetPossible, type Reaction, reaction } from '../../application/reactions/reaction.js';
import { runReaction } from '../../application/reactions/runReaction.js';
import type { Event } from '../../domain/event.js';
import {
  type EventStoreNode,
  startEventStoreNode,
} from '../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { type ConnectedEventStore, connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { migrate } from '../../infrastructure/postgres/migrations.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import { reactionLedger } from '../../infrastructure/postgres/reactionLedger.js';
import { createLeases } from '../../projections/runtime/leases.js';
import { createSharedFeed } from '../../projections/runtime/sharedFeed.js';
import { now } from '../support/fixtures/billing.js';
import { freshDatabase } from '../support/freshDatabase.js';
import { until } from '../support/until.js';

type Rang = Event<'Rang', { door: string; n: number }>;

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const nothingPersonal = { encrypt: async () => '', decrypt: async () => '', erase: async () => undefined };
const codec = createEventCodec(
  { Rang: { version: 1, data: z.object({ door: z.string(), n: z.number() }) } },
  nothingPersonal,
);

let node: EventStoreNode;
let eventStore: ConnectedEventStore;
let pool: ReturnType<typeof createPool>;

beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  await migrate(databaseUrl);
  node = await startEventStoreNode({ databaseUrl: await freshDatabase(), port: 0 });
  eventStore = await connectEventStore({ connectionString: node.connectionString });
  pool = createPool({ connectionString: databaseUrl, applicationName: 'test', onConnectionError: () => undefined });
});
afterAll(async () => {
  await eventStore.close();
  await node.stop();
  await pool.end();
});

async function ring(door: string, ...numbers: number[]): Promise<void> {
  const stream = `door-${door}`;
  for (const n of numbers) {
    const event = { type: 'Rang', data: { door, n } } as const;
    const encoded = await codec.encode(event, derivedId(stream, n), {
      commandId: `${stream}-${n}`,
      $correlationId: stream,
      $causationId: stream,
      organizationId: null,
      actor: { kind: 'system', id: 'test' },
      occurredAt: now.toISOString(),
    });
    await eventStore.append(stream, [encoded], n === 0 ? 'noStream' : BigInt(n - 1));
  }
}

/** Runs a reaction as a process would; `stop` ends it as a clean shutdown does. */
function run(name: string, door: string, react: Reaction<Rang>['react']) {
  const ended = new AbortController();
  const leases = createLeases({ pool, logger, retryMs: 20 });
  const feed = createSharedFeed({ eventStore, codec, logger, signal: ended.signal });
  const ledger = reactionLedger(pool, leases.acquire);
  const mine: Reaction<Rang> = {
    name,
    eventType: 'Rang',
    lane: ({ data }) => data.door,
    react: async (event) => {
      if (event.data.door.startsWith(door)) await react(event);
    },
  };
  const clock = { now: () => new Date(Date.now()) };
  const running = runReaction(
    reaction(mine),
    { feed, ledger, eventStore, decode: codec.decode, clock, logger },
    ended.signal,
  );
  const stop = async () => {
    ended.abort();
    await running;
    await leases.close();
  };
  onTestFinished(stop);
  return stop;
}

it('handles the events of a lane in order, and lanes side by side', async () => {
  const seen: string[] = [];
  let opened = false;
  const stop = run('test.order', 'order', async ({ data }) => {
    if (data.door === 'order-slow') await until(() => opened);
    seen.push(`${data.door}-${data.n}`);
  });
  await ring('order-slow', 0, 1);
  await ring('order-fast', 0, 1, 2);
  await until(() => seen.length >= 2);
  opened = true;
  await until(() => seen.length === 5);
  await stop();
  expect(seen.filter((each) => each.startsWith('order-slow'))).toEqual(['order-slow-0', 'order-slow-1']);
  expect(seen.filter((each) => each.startsWith('order-fast'))).toEqual([
    'order-fast-0',
    'order-fast-1',
    'order-fast-2',
  ]);
});

it('goes on where it stopped', async () => {
  const seen: number[] = [];
  await ring('resume', 0, 1);
  await run('test.resume', 'resume', async ({ data }) => void seen.push(data.n))();
  const again = run('test.resume', 'resume', async ({ data }) => void seen.push(data.n));
  await ring('resume', 2);
  await until(() => seen.includes(2));
  await again();
  expect([...new Set(seen)].sort()).toEqual([0, 1, 2]);
});

it('parks what it cannot do yet, goes on with the rest, and does it later', async () => {
  const seen: number[] = [];
  let possible = false;
  const stop = run('test.park', 'park', async ({ data }) => {
    if (data.n === 0 && !possible) throw new NotYetPossible('the customer is not known yet');
    seen.push(data.n);
  });
  await ring('park', 0, 1);
  await until(() => seen.includes(1));
  const parked = async () =>
    (await pool.query(`SELECT stream, revision, reason FROM reactions.parked_events WHERE reaction = 'test.park'`))
      .rows;
  await until(async () => (await parked()).length === 1);
  expect(await parked()).toEqual([
    { stream: 'door-park', revision: 0n, reason: 'NotYetPossible: the customer is not known yet' },
  ]);
  possible = true;
  await until(async () => (await parked()).length === 0);
  await stop();
  expect(seen).toEqual([1, 0]);
});

it('runs in one place at a time', async () => {
  const seen: string[] = [];
  const first = run('test.alone', 'alone', async ({ data }) => void seen.push(`first-${data.n}`));
  await ring('alone', 0);
  await until(() => seen.length === 1);
  const second = run('test.alone', 'alone', async ({ data }) => void seen.push(`second-${data.n}`));
  await ring('alone', 1);
  await until(() => seen.length === 2);
  await first();
  await ring('alone', 2);
  await until(() => seen.length === 3);
  await second();
  await nextTurn();
  expect(seen).toEqual(['first-0', 'first-1', 'second-2']);
});
