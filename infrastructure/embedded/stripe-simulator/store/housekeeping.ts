import type { Account } from '../account/account.js';
import type { Simulator } from '../simulator.js';

const DAY = 86_400;
const EVENT_DAYS = 30;
const KEY_HOURS = 48;
const EVERY_MS = 60 * 60_000;

/**
 * Forgets what Stripe forgets: events, with their deliveries, thirty days after they happened on the simulated clock, and answers
 * to idempotency keys two days after they were given on the wall clock.
 * @returns how many records were forgotten
 */
export const forgetOld = (account: Account): Promise<number> =>
  account.run(({ store }) => {
    const oldest = account.now() - EVENT_DAYS * DAY;
    const events = store.all('event').filter(({ created }) => created < oldest);
    for (const { id } of events) {
      for (const delivery of store.where('sim.delivery', 'event', id)) store.delete('sim.delivery', delivery.id);
      store.delete('event', id);
    }
    const oldestThin = new Date(oldest * 1000).toISOString();
    const thin = store.all('v2.core.event').filter(({ created }) => created < oldestThin);
    for (const { id } of thin) {
      for (const delivery of store.where('sim.delivery', 'event', id)) store.delete('sim.delivery', delivery.id);
      store.delete('v2.core.event', id);
    }
    const oldestKey = Date.now() - KEY_HOURS * 3_600_000;
    const keys = store.all('sim.idempotency').filter(({ at }) => at < oldestKey);
    for (const { id } of keys) store.delete('sim.idempotency', id);
    return events.length + thin.length + keys.length;
  });

/** Forgets every hour, beginning now. Returns how to stop. */
export function keepHouse(simulator: Simulator, account: Account): () => void {
  const forget = () =>
    forgetOld(account).catch((error: unknown) => simulator.problem('old events were not forgotten', error));
  void forget();
  const timer = setInterval(() => void forget(), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
