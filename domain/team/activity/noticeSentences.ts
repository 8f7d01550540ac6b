import type { StripeNoticeEvent } from '../../billing/stripeNotice/stripeNotice.events.js';
import { writtenDay } from '../../writtenDay.js';
import { writtenMoney } from '../../writtenMoney.js';
import { bookkeeping, happened, type Telling } from './told.js';

type Sentences = {
  readonly [T in StripeNoticeEvent['type']]: Telling<Extract<StripeNoticeEvent, { type: T }>['data']>;
};

const worth = ({ amount, currency }: Readonly<{ amount: number | null; currency: string | null }>): string =>
  amount === null || currency === null ? 'some amount' : writtenMoney({ amount, currency });

const checkoutState = { open: 'was opened', expired: 'ran out', complete: 'was finished' } as const;

/** What is told of things at Stripe that billing only watches. */
export const noticeSentences: Sentences = {
  CheckoutChanged: ({ observed: { status, payment } }) =>
    payment === 'failed'
      ? happened`The payment for a purchase on a checkout page did not arrive`
      : happened`A purchase on a checkout page ${checkoutState[status]}`,
  PaymentMethodSetupChanged: ({ observed: { status, code } }) => {
    if (status === 'succeeded') return happened`A payment method was saved on a page of Stripe`;
    return code === null
      ? happened`Saving a payment method waits for its holder`
      : happened`Saving a payment method failed: ${code}`;
  },
  SubscriptionPlanChanged: ({ observed: { status, phases, aborted } }) =>
    aborted
      ? happened`Changes of the subscription that were planned at Stripe were broken off`
      : happened`Changes of the subscription planned at Stripe in ${String(phases.length)} steps are ${status}`,
  CreditGranted: ({ observed }) =>
    happened`Credit of ${worth(observed)} was granted${observed.expiresAt === null ? '' : ` until ${writtenDay(observed.expiresAt)}`}`,
  CreditGrantChanged: ({ observed }) =>
    observed.voidedAt === null
      ? happened`The credit of ${worth(observed)} changed`
      : happened`The credit of ${worth(observed)} was taken back`,
  CreditUsed: ({ observed }) =>
    observed.direction === 'debit'
      ? happened`Credit of ${worth(observed)} was used`
      : happened`Credit of ${worth(observed)} became usable`,
  PaymentFlagged: bookkeeping(
    'a suspicion of fraud is for whoever runs the product; the customer would be warned by it',
  ),
  PaymentTried: ({ observed }) => {
    const { status, invoiceId } = observed;
    const what = `${worth(observed)}${invoiceId === null ? ', for no invoice,' : ''}`;
    if (status !== 'failed')
      return happened`A payment of ${what} ${status === 'pending' ? 'is on its way' : 'arrived'}`;
    return happened`A payment of ${what} was declined: ${observed.declineCode ?? observed.code ?? 'no reason was given'}`;
  },
  PendingChargeChanged: ({ observed }) => {
    if (observed.removed) return happened`${worth(observed)} will not be on the next invoice after all`;
    return observed.invoiceId === null
      ? happened`${worth(observed)} will be on the next invoice: ${observed.description ?? 'without a description'}`
      : happened`${worth(observed)} that waited were invoiced`;
  },
  InvoiceFinalizationFailed: bookkeeping(
    'an invoice that cannot be made final is for whoever runs the product to mend',
  ),
  CatalogueEditedAtStripe: bookkeeping('it belongs to no organization; whoever runs the product looks into it'),
  UsageRejectedByStripe: bookkeeping('it belongs to no organization; whoever runs the product looks into it'),
  StripeNoticeResolved: bookkeeping('a note of whoever runs the product to themselves'),
};
