import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';
import { referenceId } from '../referenceId.js';

export type RefundTerms = Readonly<{
  id: string;
  created: number;
  /** Minor units. */
  amount: number;
  charge: Stored<'charge'>;
  balanceTransaction: string;
  reason: Stripe.Refund.Reason | null;
  metadata: Stripe.Metadata;
}>;

/** Money on its way back to the card, in the shape of docs.stripe.com/api/refunds/object. */
export const refundObject = ({ charge, ...terms }: RefundTerms): Stored<'refund'> => ({
  id: terms.id,
  object: 'refund',
  amount: terms.amount,
  balance_transaction: terms.balanceTransaction,
  charge: charge.id,
  created: terms.created,
  currency: charge.currency,
  customer: referenceId(charge.customer),
  customer_account: null,
  destination_details: {
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  },
  metadata: terms.metadata,
  payment_intent: referenceId(charge.payment_intent),
  payment_method: charge.payment_method,
  reason: terms.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
});
