import type { Account } from '../account/account.js';
import type { Context } from '../account/context.js';
import type { Simulator } from '../simulator.js';
import { type Delivery, inState, wasDelivered } from './delivery.js';
import { messageOf } from './message.js';
import { type Posted, postEvent } from './postEvent.js';
import { gapAfter } from './retries.js';
import { signature } from './signature.js';

/** Older than what any receiver takes. */
const STALE_SECONDS = 3_600;

/** What became of an attempt, for whoever makes the next one. */
export type Sent = Readonly<{
  /** How long the endpoint asks to be left alone. */
  askedToWaitMs: number;
  /** When this delivery is due again on the wall clock; undefined when the simulated clock says. */
  againInMs?: number;
}>;

/** Makes one attempt to deliver, and records how it went. */
export async function sendEvent(simulator: Simulator, account: Account, delivery: Delivery): Promise<Sent> {
  const message = await account.run((context) => messageOf(context, delivery, simulator.includables));
  if (!message) return { askedToWaitMs: 0 };
  const { url, body, secrets, stale, copies } = message;
  const signed = signature(body, secrets, Math.floor(Date.now() / 1000) - (stale ? STALE_SECONDS : 0));
  let posted = await postEvent(url, body, signed);
  for (let copy = 1; copy < copies && posted.error === null; copy += 1) posted = await postEvent(url, body, signed);
  if (posted.askedToWaitMs > 0) return { askedToWaitMs: posted.askedToWaitMs };
  return account.run((context) => recordAttempt(context, delivery, posted));
}

function recordAttempt(context: Context, { id }: Delivery, { at, status, error }: Posted): Sent {
  const { store, settings } = context;
  const before = store.get('sim.delivery', id);
  if (!before) return { askedToWaitMs: 0 };
  const delivery = { ...before, attempts: [...before.attempts, { at, status, error }] };
  const event = store.get('event', delivery.event);
  if (error === null) {
    store.put('sim.delivery', inState(delivery, 'delivered'));
    if (event && !wasDelivered(before)) {
      store.put('event', { ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
    }
    return { askedToWaitMs: 0 };
  }
  const gap = gapAfter(settings.retryProfile, delivery.attempts.length);
  store.put('sim.delivery', inState(delivery, gap === undefined ? 'failed' : 'waiting'));
  if (gap === undefined) return { askedToWaitMs: 0 };
  if (settings.retryProfile === 'fast') return { askedToWaitMs: 0, againInMs: gap * 1000 };
  context.schedule({ key: `deliver:${id}`, kind: 'webhook.retry', at: context.now() + gap, data: { delivery: id } });
  return { askedToWaitMs: 0 };
}

/** Puts a delivery that waits for its next attempt back in its endpoint's line. */
export function deliverAgain({ store }: Context, id: string): void {
  const delivery = store.get('sim.delivery', id);
  if (delivery?.state === 'waiting') store.put('sim.delivery', inState(delivery, 'pending'));
}
