import type { ExportedRow } from '../../ports/exportedData.js';

/** A read model as an organization takes it away: a file, and what is in it. */
export type ExportedReadModel = Readonly<{
  /** Of the files, without its ending. */
  file: string;
  describes: string;
  /** Columns of the table, in the order of the file. What is not named stays. */
  columns: readonly string[];
  orderedBy: readonly string[];
  /** Which rows it takes; default all. */
  takes?: (row: ExportedRow) => boolean;
}>;

const named = (names: string): readonly string[] => names.split(/\s+/).filter(Boolean);
const exported = (file: string, describes: string, columns: string, orderedBy: string): ExportedReadModel => ({
  file,
  describes,
  columns: named(columns),
  orderedBy: named(orderedBy),
});

/**
 * What an organization takes of each read model, by its name: an allowlist. Left out are secrets (`client_secret` and `url` of
 * requests to Stripe), notes of whoever runs the product, keys made of columns that stand beside them, and the organization's
 * own id, which is the same in every row.
 */
export const exportedReadModels: Readonly<Record<string, ExportedReadModel>> = {
  'team.organizations': exported('organization', 'The organization', 'organization_id name created_at', 'name'),
  'team.members': exported(
    'members',
    'Members, suspended ones too',
    'user_id name email role status via invitation_id granted_by granted_at joined_at',
    'joined_at user_id',
  ),
  'team.invitations': exported(
    'invitations',
    'Invitations that were ever sent',
    `invitation_id email message role status invited_by times_sent sent_at expires_at invited_at closed_at closed_because
    accepted_by`,
    'invited_at invitation_id',
  ),
  'team.domains': exported(
    'domains',
    'E-mail domains and who may join by them',
    'domain challenge verified_at policy role added_at',
    'domain',
  ),
  'team.join_requests': exported(
    'join-requests',
    'People who wait to be let in',
    'request_id user_id name email domain asked_at',
    'asked_at request_id',
  ),
  'team.api_keys': exported(
    'api-keys',
    'API keys and what they may do',
    'api_key_id name permissions expires_at created_at created_by last_four rotated_at rotated_by former_good_until',
    'created_at api_key_id',
  ),
  'team.activity': exported(
    'activity',
    'What happened, as sentences with the names as they are now',
    'entry_id position occurred_at action actor_kind actor_id impersonated_by reason people told',
    'position',
  ),
  'billing.customers': exported(
    'billing-customers',
    'The organization as Stripe knows it',
    `customer_id name email phone address tax_ids currency balance default_payment_method_id delinquent deleted discount
    linked_at`,
    'linked_at customer_id',
  ),
  'billing.subscriptions': exported(
    'subscriptions',
    'Subscriptions; amounts in minor units',
    `subscription_id customer_id status plan_id plan_version price_id quantity seats unit_amount currency interval
    interval_count current_period_start current_period_end started_at trial_ends_at cancel_at cancel_at_period_end ended_at
    paused_at items discounts default_payment_method_id latest_invoice_id scheduled_change`,
    'started_at subscription_id',
  ),
  'billing.entitlements': exported(
    'entitlements',
    'What the subscriptions entitle to, and the events that decided it',
    'subscriptions',
    'organization_id',
  ),
  'billing.requests': exported(
    'billing-requests',
    'What was asked of Stripe, and what came of it',
    `request_id kind status subscription_id payment_method_id code decline_code message requested_at completed_at
    completed_position`,
    'requested_at request_id',
  ),
  'billing.payment_methods': exported(
    'payment-methods',
    'Saved payment methods',
    'payment_method_id customer_id type brand last4 exp_month exp_year is_default attached_at',
    'attached_at payment_method_id',
  ),
  'billing.invoices': exported(
    'invoices',
    'Invoices; amounts in minor units',
    `invoice_id customer_id subscription_id number status currency subtotal discount tax total credits_applied
    starting_balance ending_balance amount_due amount_paid amount_remaining credited_before_payment credited_after_payment
    attempt_count failed_attempts next_payment_attempt_at period_start period_end created_at finalized_at due_at paid_at
    voided_at marked_uncollectible_at billing_reason hosted_invoice_url`,
    'created_at invoice_id',
  ),
  'billing.invoice_lines': exported(
    'invoice-lines',
    'Lines and taxes of each invoice; amounts in minor units',
    'invoice_id lines taxes complete',
    'invoice_id',
  ),
  'billing.invoice_actions': exported(
    'invoice-actions',
    'What people asked to be done to invoices, and what Stripe answered',
    'request_id invoice_id kind amount status reference refusal_code refusal_message requested_at answered_at',
    'requested_at request_id',
  ),
  'billing.credit_notes': exported(
    'credit-notes',
    'Credit notes; amounts in minor units',
    `credit_note_id invoice_id number status currency total tax before_payment after_payment reason refund_ids
    balance_transaction_id created_at voided_at`,
    'created_at credit_note_id',
  ),
  'billing.refunds': exported(
    'refunds',
    'Refunds; amounts in minor units',
    `refund_id invoice_id payment_intent_id charge_id status currency amount reason failure_reason created_at`,
    'created_at refund_id',
  ),
  'billing.disputes': exported(
    'disputes',
    'Disputed payments; amounts in minor units',
    `dispute_id invoice_id payment_intent_id charge_id status currency amount reason evidence_due_at withdrawn created_at`,
    'created_at dispute_id',
  ),
  'billing.balance_transactions': exported(
    'balance-transactions',
    'Movements of the balance; minor units, negative is credit',
    `transaction_id customer_id kind currency amount ending_balance invoice_id credit_note_id description created_at
    position`,
    'position transaction_id',
  ),
  'billing.stripe_notices': {
    ...exported(
      'stripe-notices',
      'Purchases, saved cards, planned changes, credit and warnings as Stripe told them',
      'object_id kind observed position observed_at resolved_at',
      'position object_id',
    ),
    // These are for whoever runs the product.
    takes: ({ kind }) => kind !== 'fraudFlag' && kind !== 'finalizationFailure',
  },
  'billing.usage_counters': exported(
    'usage-counters',
    'Usage by meter and billing period',
    `meter period_start period_end period_source records quantity late_records late_quantity corrected_quantity
    reported_quantity`,
    'period_start meter counter_id',
  ),
  'billing.usage_records': exported(
    'usage-records',
    'Every record of usage and every correction',
    `record_id kind reason reference meter quantity used_at period_start belongs_to recorded_at position place event_id book`,
    'position place',
  ),
  'notifications.feed': exported(
    'notifications',
    "What the organization's people were told",
    'notification_id position type title body link urgency occurred_at',
    'position',
  ),
};
