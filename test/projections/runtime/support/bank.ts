import { z } from 'zod';
import { createEventCodec, type EventCodec } from '../../../../application/events/eventCodec.js';
import type { EventDefinitions } from '../../../../application/events/eventDefinition.js';
import type { EventStore, EventToAppend } from '../../../../application/ports/eventStore.js';
import type { PersonalData } from '../../../../application/ports/personalData.js';
import type { Event } from '../../../../domain/event.js';
import { type AnyPostgresProjector, postgresProjector } from '../../../../projections/runtime/postgresProjector.js';

/** A small context to project: accounts, money moved between two of them, and events nobody projects. */
type Opened = Event<'AccountOpened', { accountId: string; owner: string }>;
type Moved = Event<'MoneyMoved', { from: string; to: string; amount: number; at: string }>;
type Closed = Event<'AccountClosed', { accountId: string }>;
export type AccountEvent = Opened | Moved | Closed;
export type BankEvent = AccountEvent | Event<'WeatherObserved', { degrees: number }>;

const definitions: EventDefinitions<BankEvent> = {
  AccountOpened: { version: 1, data: z.object({ accountId: z.string(), owner: z.string() }) },
  MoneyMoved: {
    version: 1,
    data: z.object({ from: z.string(), to: z.string(), amount: z.int(), at: z.iso.datetime() }),
  },
  AccountClosed: { version: 1, data: z.object({ accountId: z.string() }) },
  WeatherObserved: { version: 1, data: z.object({ degrees: z.number() }) },
};

const noPersonalData: Pick<PersonalData, 'encrypt' | 'decrypt'> = {
  encrypt: () => Promise.reject(new Error('there is no personal data in a bank test')),
  decrypt: () => Promise.reject(new Error('there is no personal data in a bank test')),
};

export const bankCodec: EventCodec = createEventCodec(definitions, noPersonalData);

/** The codec of a later release, which also understands moves of the amount 'all' (as 1). */
export const mendedCodec: EventCodec = createEventCodec(
  {
    ...definitions,
    MoneyMoved: {
      version: 1,
      data: z.preprocess(
        (data) => ({ ...(data as object), ...((data as { amount: unknown }).amount === 'all' && { amount: 1 }) }),
        definitions.MoneyMoved.data,
      ),
    },
  },
  noPersonalData,
);

export type Account = Readonly<{
  accountId: string;
  owner: string;
  balance: number;
  moves: number;
  lastMoveAt: string | null;
  lastPosition: bigint;
}>;

export const ACCOUNTS_SQL = `
  CREATE TABLE {{table}} (
    account_id text PRIMARY KEY,
    owner text NOT NULL,
    balance bigint NOT NULL,
    moves integer NOT NULL,
    last_move_at timestamptz,
    last_position bigint NOT NULL
  );
  CREATE INDEX ON {{table}} (owner)`;

/** Sums what was moved, so that an event folded twice, not at all or out of order shows. */
export const accounts: AnyPostgresProjector = postgresProjector<AccountEvent, Account>({
  name: 'bank.accounts',
  version: 1,
  tableSql: ACCOUNTS_SQL,
  key: 'accountId',
  shared: 'Accounts of the tests belong to nobody.',
  on: {
    AccountOpened: {
      keys: ({ data }) => [data.accountId],
      evolve: (_, { data, position }) => ({ ...data, balance: 0, moves: 0, lastMoveAt: null, lastPosition: position }),
    },
    MoneyMoved: {
      keys: ({ data }) => [data.from, data.to],
      evolve: (account, { data, position }, key) => {
        if (!account) return undefined;
        const amount = key === data.from ? -data.amount : data.amount;
        const { balance, moves } = account;
        return { ...account, balance: balance + amount, moves: moves + 1, lastMoveAt: data.at, lastPosition: position };
      },
    },
    AccountClosed: { keys: ({ data }) => [data.accountId], evolve: () => undefined },
  },
});

let appended = 0;

/** A bank event as it is stored; its organization is that of the account's first letter. */
export const stored = (type: string, data: unknown, organizationId: string | null = 'org-a'): EventToAppend => {
  const id = `00000000-0000-4000-8000-${(++appended).toString(16).padStart(12, '0')}`;
  const actor = { kind: 'system', id: 'test' };
  const occurredAt = '2026-01-02T03:04:05.000Z';
  const metadata = {
    commandId: id,
    $correlationId: id,
    $causationId: id,
    organizationId,
    actor,
    occurredAt,
    schemaVersion: 1,
  };
  return { id, type, data, metadata };
};

const accountName = (at: number) => `account-${at}`;

/** Opens `count` accounts, one event each. */
export const opened = (count: number): EventToAppend[] =>
  Array.from({ length: count }, (_, at) =>
    stored('AccountOpened', { accountId: accountName(at), owner: `Owner of ${at}` }),
  );

/**
 * A reproducible mixture of moves among `accountsInUse` accounts, others that are opened and closed, and events of no
 * interest. Accounts that move money keep what they have, so that an event lost or doubled shows for ever.
 */
export const traffic = (count: number, accountsInUse: number, seed = 1): EventToAppend[] => {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () => {
    const passing = `passing-${next(accountsInUse)}`;
    const kind = next(100);
    if (kind < 3) return stored('AccountClosed', { accountId: passing });
    if (kind < 8) return stored('AccountOpened', { accountId: passing, owner: `Owner ${next(1_000)}` });
    if (kind < 15) return stored('WeatherObserved', { degrees: next(40) });
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, next(86_400))).toISOString();
    const to = kind < 30 ? passing : accountName(next(accountsInUse));
    return stored('MoneyMoved', { from: accountName(next(accountsInUse)), to, amount: next(10_000), at });
  });
};

let streams = 0;

/** Appends in streams of at most 500 events; returns the position of the last. */
export async function append(eventStore: EventStore, events: readonly EventToAppend[]): Promise<bigint> {
  let position = -1n;
  for (let at = 0; at < events.length; at += 500) {
    const result = await eventStore.append(`bank-${process.pid}-${streams++}`, events.slice(at, at + 500), 'noStream');
    if (result.outcome !== 'appended') throw new Error('the stream was not new');
    position = result.position;
  }
  return position;
}

/** What the read model must hold: every event of the log folded one by one, in memory. */
export async function pureFold(eventStore: EventStore, projector = accounts, codec = bankCodec) {
  const rows = new Map<string, object>();
  let events = 0;
  for await (const event of eventStore.readAll(undefined)) {
    const handler = projector.on[event.type];
    if (!handler) continue;
    events++;
    const decoded = await codec.decode(event);
    const after = new Map(
      handler.keys(decoded).map((key) => [key, handler.evolve(rows.get(key), decoded, key)] as const),
    );
    for (const [key, row] of after) {
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
  }
  return { events, rows: [...rows.values()] as Account[] };
}
