import type { StartSubscription } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import type { BillingAccount } from '../../domain/billing/billingAccount/billingAccountState.js';
import { startRequest } from '../../domain/billing/billingAccount/subscriptionStart.js';
import type { StripeSubscriptions } from '../ports/stripeSubscriptions.js';
import type { SubscriptionPreview } from './previewSubscriptionChange.js';

/** What a first subscription would cost: decided as a start is, asked of Stripe, and nothing made. */
export async function previewSubscriptionStart(
  account: BillingAccount,
  data: StartSubscription['data'],
  subscriptions: Pick<StripeSubscriptions, 'previewStart'>,
): Promise<SubscriptionPreview> {
  const decided = startRequest(data, account);
  if ('refuse' in decided) return { possible: false, rejection: decided.refuse };
  const { target, trialDays, couponCode } = decided.ask;
  const { customerId } = account;
  const answer = await subscriptions.previewStart({ customerId, target, trialDays, couponCode });
  if (!answer.done) return { possible: false, refusal: answer.refusal };
  return {
    possible: true,
    kind: 'start',
    timing: 'now',
    effectiveAt: null,
    dueNow: answer.value.invoice.amountDue,
    seats: null,
    ...answer.value,
  };
}
