import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';
import { referenceId } from '../referenceId.js';

const DAY_S = 86_400;
/** How long the account may answer; the card schemes leave one to three weeks. */
const DAYS_TO_ANSWER = 9;
/** What the bank takes for a dispute, in minor units. */
export const DISPUTE_FEE = 1500;

export type DisputeTerms = Readonly<{
  id: string;
  created: number;
  charge: Stored<'charge'>;
  /** Minor units. */
  amount: number;
  reason: string;
  withdrawal: Stored<'balance_transaction'>;
}>;

/** Nothing sent in yet; the dashboard knows all these papers. */
const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The names of papers that may be sent in. */
export const EVIDENCE_FIELDS: readonly string[] = Object.keys(NO_EVIDENCE);

/** A holder's objection to a charge, in the shape of docs.stripe.com/api/disputes/object. */
export const disputeObject = ({ charge, created, withdrawal, ...terms }: DisputeTerms): Stored<'dispute'> => ({
  id: terms.id,
  object: 'dispute',
  amount: terms.amount,
  balance_transactions: [withdrawal],
  charge: charge.id,
  created,
  currency: charge.currency,
  enhanced_eligibility_types: [],
  evidence: { ...NO_EVIDENCE, customer_email_address: charge.billing_details.email },
  evidence_details: {
    due_by: created + DAYS_TO_ANSWER * DAY_S,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'manual',
  },
  intended_submission_method: 'manual',
  is_charge_refundable: false,
  livemode: false,
  metadata: {},
  network_reason_code: '10.4',
  payment_intent: referenceId(charge.payment_intent),
  payment_method_details: {
    card: {
      brand: charge.payment_method_details?.card?.brand ?? 'visa',
      case_type: 'chargeback',
      network: 'visa',
      network_reason_code: '10.4',
    },
    type: 'card',
  },
  reason: terms.reason,
  status: 'needs_response',
});
