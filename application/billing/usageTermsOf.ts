import type { BillingAccount } from '../../domain/billing/billingAccount/billingAccountState.js';
import { isTerminal, type SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { meterForPeriod } from '../../domain/billing/plan/meterForPeriod.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { UsageTerms } from '../../domain/billing/usage/usageBook.commands.js';
import type { FollowedState } from '../followedStates.js';
import type { PlanMetersOf } from './planMetersOf.js';

/** What an organization's usage is counted under, and the customer Stripe knows it by. */
export type OrganizationUsageTerms = UsageTerms & Readonly<{ customerId: string | null; currency: string | null }>;
export type UsageTermsOf = (organizationId: string) => Promise<OrganizationUsageTerms>;

/** The subscription in force, else the one that ended last. */
function decisive(subscriptions: readonly SubscriptionSnapshot[]): SubscriptionSnapshot | undefined {
  const places = (snapshot: SubscriptionSnapshot) => [isTerminal(snapshot) ? '0' : '1', snapshot.startedAt].join();
  return subscriptions.toSorted((one, other) => (places(one) < places(other) ? 1 : -1))[0];
}

/** The organization's subscription and plan as this process knows them. */
export const usageTermsOf =
  (accounts: FollowedState<BillingAccount>, planMetersOf: PlanMetersOf): UsageTermsOf =>
  async (organizationId) => {
    const account = await accounts.current(billingAccountStream(organizationId));
    const subscription = decisive(Object.values(account.subscriptions).map(({ snapshot }) => snapshot));
    if (!subscription) return { subscription: null, meters: null, customerId: null, currency: null };
    const { customerId, currency } = subscription;
    const monthly = isTerminal(subscription) ? null : await planMetersOf(subscription);
    const meters = monthly?.map((meter) => meterForPeriod(meter, subscription)) ?? null;
    return { subscription, meters, customerId, currency };
  };
