import { canonicalText } from '../../canonicalText.js';
import { accept, type Decider, reject } from '../../decider.js';
import type { NoteStripeObject, StripeNoticeCommand, StripeNoticeRejection } from './stripeNotice.commands.js';
import type { StripeNoticeEvent } from './stripeNotice.events.js';
import { progressOf, type WatchedObject } from './watchedObject.js';

export type StripeNotice = Readonly<{
  organizationId: string | null;
  known: WatchedObject | null;
  resolved: boolean;
}>;

/** One object of Stripe's that is only watched: what differs from what is known becomes an event. */
export const stripeNoticeDecider: Decider<StripeNotice, StripeNoticeCommand, StripeNoticeEvent, StripeNoticeRejection> =
  {
    initialState: { organizationId: null, known: null, resolved: false },

    evolve(state, { type, data }) {
      switch (type) {
        case 'CheckoutChanged':
        case 'PaymentMethodSetupChanged':
        case 'SubscriptionPlanChanged':
        case 'CreditGranted':
        case 'CreditGrantChanged':
        case 'CreditUsed':
        case 'PaymentFlagged':
        case 'UsageRejectedByStripe':
        case 'PaymentTried':
        case 'PendingChargeChanged':
        case 'InvoiceFinalizationFailed':
        case 'CatalogueEditedAtStripe':
          return { organizationId: data.organizationId, known: data.observed, resolved: false };
        case 'StripeNoticeResolved':
          return { ...state, resolved: true };
      }
    },

    decide({ type, data, now }, state) {
      switch (type) {
        case 'NoteStripeObject': {
          const { known } = state;
          if (known && canonicalText(known) === canonicalText(data.observed)) return accept();
          if (known && !data.fetched && progressOf(data.observed) < progressOf(known)) return accept();
          return accept(...noted(data, known));
        }
        case 'ResolveStripeNotice': {
          if (!state.known) return reject('STRIPE_NOTICE_UNKNOWN');
          if (state.resolved) return accept();
          const { objectId, note } = data;
          const resolvedAt = now.toISOString();
          const { organizationId } = state;
          return accept({ type: 'StripeNoticeResolved', data: { organizationId, objectId, note, resolvedAt } });
        }
      }
    },
  };

/** What is of an organization is noted only with it. */
function noted(
  { observed, organizationId }: NoteStripeObject['data'],
  known: WatchedObject | null,
): StripeNoticeEvent[] {
  if (observed.kind === 'rejectedUsage') {
    return [{ type: 'UsageRejectedByStripe', data: { organizationId: null, observed } }];
  }
  if (observed.kind === 'catalogueEdit') {
    const asPublished = known === null && observed.state === 'active';
    return asPublished ? [] : [{ type: 'CatalogueEditedAtStripe', data: { organizationId: null, observed } }];
  }
  if (organizationId === null || toldElsewhere(observed, known)) return [];
  switch (observed.kind) {
    case 'checkout':
      return [{ type: 'CheckoutChanged', data: { organizationId, observed } }];
    case 'setup':
      return [{ type: 'PaymentMethodSetupChanged', data: { organizationId, observed } }];
    case 'schedule':
      return [{ type: 'SubscriptionPlanChanged', data: { organizationId, observed } }];
    case 'creditGrant':
      return [{ type: known ? 'CreditGrantChanged' : 'CreditGranted', data: { organizationId, observed } }];
    case 'creditUse':
      return [{ type: 'CreditUsed', data: { organizationId, observed } }];
    case 'fraudFlag':
      return [{ type: 'PaymentFlagged', data: { organizationId, observed } }];
    case 'payment':
      return [{ type: 'PaymentTried', data: { organizationId, observed } }];
    case 'pendingCharge':
      return [{ type: 'PendingChargeChanged', data: { organizationId, observed } }];
    case 'finalizationFailure':
      return [{ type: 'InvoiceFinalizationFailed', data: { organizationId, observed } }];
  }
}

/** The invoice says so already: it was paid, or it took the amount up at once. */
function toldElsewhere(observed: WatchedObject, known: WatchedObject | null): boolean {
  if (known !== null) return false;
  if (observed.kind === 'payment') return observed.invoiceId !== null && observed.status !== 'failed';
  return observed.kind === 'pendingCharge' && observed.invoiceId !== null && !observed.removed;
}
