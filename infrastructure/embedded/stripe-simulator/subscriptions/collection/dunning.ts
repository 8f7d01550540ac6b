import type { Context } from '../../account/context.js';
import type { PaymentOutcome } from '../../payments/paymentOutcome.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordOf, subscriptionOf } from '../life/subscriptionOf.js';

type Invoice = Stored<'invoice'>;

const DAY = 86_400;

/**
 * Whether failed payments of an invoice are tried again by themselves: not those of a subscription that has not begun, of a held
 * change or of a resumption, and only while Stripe advances the invoice.
 */
export function isRetried(context: Context, invoice: Invoice): boolean {
  if (invoice.collection_method !== 'charge_automatically' || invoice.auto_advance !== true) return false;
  const subscription = subscriptionOf(context, invoice);
  if (!subscription) return true;
  if (subscription.status === 'incomplete') return false;
  const { heldChange, resumption } = recordOf(context, subscription.id);
  return heldChange?.invoice !== invoice.id && resumption !== invoice.id;
}

/** The time of the next retry after a failed attempt, which is scheduled; null when the schedule is used up (stripe.md 3.3). */
export function scheduleRetry(context: Context, invoice: Invoice, outcome: PaymentOutcome): number | null {
  const known = context.store.get('sim.dunning', invoice.id);
  const firstFailedAt = known?.firstFailedAt ?? context.now();
  const slots = known?.slots ?? 0;
  const days = context.settings.dunningDays[slots];
  const refused = outcome.outcome === 'failed' && !outcome.retryable ? methodOf(context, outcome) : null;
  const refusedMethod = refused ?? known?.refusedMethod ?? null;
  context.store.put('sim.dunning', { id: invoice.id, firstFailedAt, slots: slots + 1, refusedMethod });
  if (days === undefined) return null;
  const at = Math.max(firstFailedAt + days * DAY, context.now() + 1);
  const testClock = referenceId(invoice.test_clock);
  context.schedule({ key: `retry:${invoice.id}`, kind: 'invoice.retry', at, testClock, data: { invoice: invoice.id } });
  return at;
}

const methodOf = (context: Context, { paymentIntent }: Extract<PaymentOutcome, { outcome: 'failed' }>): string | null =>
  context.store.get('sim.payment', paymentIntent.id)?.method ?? referenceId(paymentIntent.payment_method);

/** No further retries: the invoice was paid or closed. */
export function endRetries(context: Context, invoice: string): void {
  context.cancel(`retry:${invoice}`);
  context.store.delete('sim.dunning', invoice);
}
