import type { SubscriptionTarget } from '../../domain/billing/billingAccount/billingRequest.js';

/** What we write on a subscription at Stripe about the terms in force: it comes back with every description of it. */
export const termsMetadata = (target: SubscriptionTarget) => ({
  planId: target.planId,
  planVersion: String(target.planVersion),
  includedSeats: String(target.includedSeats),
  seats: String(target.seats),
});
