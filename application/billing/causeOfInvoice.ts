import type {
  BillingAccountEvent,
  BillingRequested,
} from '../../domain/billing/billingAccount/billingAccount.events.js';
import { conflictGroupOf } from '../../domain/billing/billingAccount/billingRequest.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import type { Recorded } from '../events/recordedEvent.js';

type AccountEvent = Recorded<BillingAccountEvent>;

/**
 * What an invoice of a subscription was made for: the event that first shows it as the subscription's latest, after the
 * request that was open then, if somebody had asked for it. Of an invoice that no event names, what the subscription was
 * when it was made.
 * @param account the whole stream of the billing account
 */
export function causeOfInvoice(
  account: readonly AccountEvent[],
  { invoiceId, subscriptionId, createdAt }: InvoiceSnapshot,
): readonly AccountEvent[] {
  let asked: Recorded<BillingRequested> | undefined;
  let before: AccountEvent | undefined;
  for (const event of account) {
    const { type, data } = event;
    if (type === 'BillingRequested' && conflictGroupOf(data.request.kind) === 'subscription') asked = event;
    const isAnswer = type === 'BillingRequestSucceeded' || type === 'BillingRequestRefused';
    if (isAnswer && asked?.data.requestId === data.requestId) asked = undefined;
    if (!('subscription' in data) || data.subscription.subscriptionId !== subscriptionId) continue;
    if (data.subscription.latestInvoiceId === invoiceId) return asked ? [asked, event] : [event];
    if (data.observedAt <= createdAt) before = event;
  }
  return before ? [before] : [];
}
