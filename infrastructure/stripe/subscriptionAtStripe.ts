import type Stripe from 'stripe';
import { z } from 'zod';
import type { SubscriptionAtStripe } from '../../application/ports/stripeSubscriptions.js';
import { subscriptionSnapshot } from './snapshots.js';
import { stripeSubscription } from './stripeObjects.js';

/** Everything we want to see of a subscription. */
const expand = ['discounts.source.coupon', 'latest_invoice.confirmation_secret', 'pending_setup_intent'];

const toConfirm = z.object({
  latest_invoice: z
    .union([z.string(), z.object({ confirmation_secret: z.object({ client_secret: z.string() }).nullish() })])
    .nullish(),
  pending_setup_intent: z
    .union([z.string(), z.object({ status: z.string(), client_secret: z.string().nullish() })])
    .nullish(),
});

/** A subscription as Stripe has it, with our marker of the request that touched it last. */
export type SubscriptionFound = SubscriptionAtStripe & Readonly<{ lastRequest: string | undefined }>;

/** Reads a subscription as it is now. */
export async function retrieveSubscription(stripe: Stripe, subscriptionId: string): Promise<SubscriptionFound> {
  const found = await stripe.subscriptions.retrieve(subscriptionId, { expand });
  const subscription = subscriptionSnapshot(stripeSubscription.parse(found));
  const lastRequest = found.metadata.lastRequest;
  return { subscription, clientSecret: secretOf(subscription.status, toConfirm.parse(found)), lastRequest };
}

function secretOf(status: string, { latest_invoice, pending_setup_intent }: z.infer<typeof toConfirm>): string | null {
  if (status === 'incomplete' || status === 'past_due') {
    return typeof latest_invoice === 'object' ? (latest_invoice?.confirmation_secret?.client_secret ?? null) : null;
  }
  const setup = typeof pending_setup_intent === 'object' ? pending_setup_intent : null;
  return setup?.status === 'requires_action' ? (setup.client_secret ?? null) : null;
}
