import type { Account } from '../account/account.js';
import { control } from '../http/controls.js';
import { integer, parameters, text } from '../http/parameters.js';
import type { ObjectType, Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';

const SHOWN = 50;

const health = control({
  method: 'GET',
  path: '/health',
  params: parameters({}),
  handle: (account) => ({ status: 'ok', now: account.now() }),
});

const requests = control({
  method: 'GET',
  path: '/requests',
  params: parameters({ limit: integer().optional() }),
  handle: (account, { params, simulator }) => ({
    requests: simulator.requestLog(account.key).latest(params.limit ?? SHOWN),
  }),
});

const events = control({
  method: 'GET',
  path: '/events',
  params: parameters({ limit: integer().optional(), type: text().optional() }),
  handle: ({ records }, { params }) => {
    const meant = records.all('event').filter(({ type }) => !params.type || params.type === type);
    return {
      events: meant
        .slice(-(params.limit ?? SHOWN))
        .reverse()
        .map((event) => ({
          ...event,
          deliveries: records.where('sim.delivery', 'event', event.id),
        })),
    };
  },
});

const newest = <T extends ObjectType>({ records }: Account, type: T): Stored<T>[] =>
  records.all(type).slice(-SHOWN).reverse();

const state = control({
  method: 'GET',
  path: '/state',
  params: parameters({}),
  handle: async (account, { simulator }) => {
    const { records } = account;
    const everything = records.everything();
    const counts: Record<string, number> = {};
    for (const { type } of everything) counts[type] = (counts[type] ?? 0) + 1;
    const work = [...records.all('sim.work')].sort((one, other) => one.at - other.at || one.sequence - other.sequence);
    return {
      account: account.key,
      accounts: await simulator.keys(),
      now: account.now(),
      mode: records.get('sim.account', 'account')?.clock.mode,
      counts,
      customers: newest(account, 'customer'),
      subscriptions: newest(account, 'subscription'),
      invoices: newest(account, 'invoice'),
      events: newest(account, 'event').map(({ id, type, created, pending_webhooks }) => ({
        id,
        type,
        created,
        pending_webhooks,
      })),
      deliveries: newest(account, 'sim.delivery'),
      endpoints: records.all('webhook_endpoint'),
      webhookMode: records.get('sim.webhook_mode', 'mode') ?? null,
      due: work.slice(0, SHOWN),
      thinEvents: newest(account, 'v2.core.event'),
    };
  },
});

/** What there is to see. */
export const inspectSubject: Subject = { controls: [health, requests, events, state] };
