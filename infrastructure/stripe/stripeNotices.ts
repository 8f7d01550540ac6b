import { z } from 'zod';
import type {
  CheckoutSnapshot,
  CreditGrantSnapshot,
  CreditUseSnapshot,
  FraudFlagSnapshot,
  ScheduleSnapshot,
  SetupSnapshot,
} from '../../domain/billing/stripeNotice/watchedObject.js';
import { instant, instantOrNull } from './snapshots.js';
import { metadata, reference, seconds } from './stripeObjects.js';

/** docs.stripe.com/api/checkout/sessions/object */
export const stripeCheckout = z.object({
  object: z.literal('checkout.session'),
  id: z.string(),
  customer: reference.nullish(),
  status: z.enum(['open', 'complete', 'expired']).nullish(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  subscription: reference.nullish(),
  metadata,
});

/** @param failed the money that a complete session waited for did not come */
export const checkoutSnapshot = (session: z.infer<typeof stripeCheckout>, failed = false): CheckoutSnapshot => ({
  kind: 'checkout',
  id: session.id,
  customerId: session.customer ?? null,
  status: session.status ?? 'open',
  payment: paymentOf(session.payment_status, failed),
  subscriptionId: session.subscription ?? null,
});

const paymentOf = (status: 'paid' | 'unpaid' | 'no_payment_required', failed: boolean) => {
  if (status === 'no_payment_required') return 'notRequired';
  return status === 'unpaid' && failed ? 'failed' : status;
};

/** docs.stripe.com/api/setup_intents/object */
export const stripeSetup = z.object({
  object: z.literal('setup_intent'),
  id: z.string(),
  customer: reference.nullish(),
  payment_method: reference.nullish(),
  status: z.string(),
  last_setup_error: z
    .object({ code: z.string().nullish(), decline_code: z.string().nullish(), message: z.string().nullish() })
    .nullish(),
  metadata,
});

export const setupSnapshot = (setup: z.infer<typeof stripeSetup>): SetupSnapshot => ({
  kind: 'setup',
  id: setup.id,
  customerId: setup.customer ?? null,
  status: setup.status,
  paymentMethodId: setup.payment_method ?? null,
  code: setup.last_setup_error?.code ?? null,
  declineCode: setup.last_setup_error?.decline_code ?? null,
  message: setup.last_setup_error?.message ?? null,
});

/** docs.stripe.com/api/subscription_schedules/object */
export const stripeSchedule = z.object({
  object: z.literal('subscription_schedule'),
  id: z.string(),
  customer: reference.nullish(),
  subscription: reference.nullish(),
  released_subscription: reference.nullish(),
  status: z.string(),
  end_behavior: z.string(),
  phases: z.array(
    z.object({
      start_date: seconds,
      end_date: seconds.nullish(),
      items: z.array(z.object({ price: reference.nullish() })).nullish(),
    }),
  ),
  metadata,
});

export const scheduleSnapshot = (schedule: z.infer<typeof stripeSchedule>, aborted = false): ScheduleSnapshot => ({
  kind: 'schedule',
  id: schedule.id,
  customerId: schedule.customer ?? null,
  subscriptionId: schedule.subscription ?? schedule.released_subscription ?? null,
  status: schedule.status,
  aborted,
  endBehavior: schedule.end_behavior,
  phases: schedule.phases.map(({ start_date, end_date, items }) => ({
    startsAt: instant(start_date),
    endsAt: instantOrNull(end_date),
    priceIds: (items ?? []).flatMap(({ price }) => price ?? []),
  })),
});

const money = z.object({ monetary: z.object({ currency: z.string(), value: z.int() }).nullish() }).nullish();

/** docs.stripe.com/api/billing/credit-grant/object */
export const stripeCreditGrant = z.object({
  object: z.literal('billing.credit_grant'),
  id: z.string(),
  customer: reference.nullish(),
  name: z.string().nullish(),
  category: z.string(),
  amount: money,
  effective_at: seconds.nullish(),
  expires_at: seconds.nullish(),
  voided_at: seconds.nullish(),
  metadata,
});

export const creditGrantSnapshot = (grant: z.infer<typeof stripeCreditGrant>): CreditGrantSnapshot => ({
  kind: 'creditGrant',
  id: grant.id,
  customerId: grant.customer ?? null,
  name: grant.name ?? null,
  category: grant.category,
  currency: grant.amount?.monetary?.currency ?? null,
  amount: grant.amount?.monetary?.value ?? null,
  effectiveAt: instantOrNull(grant.effective_at),
  expiresAt: instantOrNull(grant.expires_at),
  voidedAt: instantOrNull(grant.voided_at),
});

/** docs.stripe.com/api/billing/credit-balance-transaction/object */
export const stripeCreditUse = z.object({
  object: z.literal('billing.credit_balance_transaction'),
  id: z.string(),
  credit_grant: reference,
  type: z.enum(['credit', 'debit']).nullish(),
  credit: z.object({ amount: money }).nullish(),
  debit: z.object({ amount: money, credits_applied: z.object({ invoice: reference.nullish() }).nullish() }).nullish(),
});

export function creditUseSnapshot(use: z.infer<typeof stripeCreditUse>): CreditUseSnapshot {
  const moved = (use.debit ?? use.credit)?.amount?.monetary;
  return {
    kind: 'creditUse',
    id: use.id,
    grantId: use.credit_grant,
    direction: use.type ?? (use.debit ? 'debit' : 'credit'),
    currency: moved?.currency ?? null,
    amount: moved?.value ?? null,
    invoiceId: use.debit?.credits_applied?.invoice ?? null,
  };
}

/** docs.stripe.com/api/radar/early_fraud_warnings/object */
export const stripeFraudWarning = z.object({
  object: z.literal('radar.early_fraud_warning'),
  id: z.string(),
  charge: reference,
  payment_intent: reference.nullish(),
  fraud_type: z.string(),
  actionable: z.boolean(),
});

/** docs.stripe.com/api/radar/reviews/object */
export const stripeReview = z.object({
  object: z.literal('review'),
  id: z.string(),
  charge: reference.nullish(),
  payment_intent: reference.nullish(),
  open: z.boolean(),
  reason: z.string(),
});

export const fraudFlag = (
  flag: z.infer<typeof stripeFraudWarning> | z.infer<typeof stripeReview>,
): FraudFlagSnapshot => ({
  kind: 'fraudFlag',
  id: flag.id,
  source: flag.object === 'review' ? 'review' : 'earlyFraudWarning',
  chargeId: flag.charge ?? null,
  paymentIntentId: flag.payment_intent ?? null,
  invoiceId: null,
  reason: flag.object === 'review' ? flag.reason : flag.fraud_type,
  open: flag.object === 'review' ? flag.open : flag.actionable,
});
