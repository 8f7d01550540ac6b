import type Stripe from 'stripe';
import type { StripeSessions } from '../../application/ports/stripeSessions.js';
import { priceIds } from './priceIds.js';
import { answerTo } from './stripeAnswers.js';
import { itemsOf } from './subscriptionItems.js';
import { termsMetadata } from './termsMetadata.js';

/** Hosted pages over Stripe's API. */
export function stripeSessions(stripe: Stripe): StripeSessions {
  const idsOf = priceIds(stripe);
  return {
    openCheckout: ({ organizationId, customerId, target, trialDays, successUrl, cancelUrl, key }) =>
      answerTo(async () => {
        const items = await itemsOf(target, idsOf);
        const metadata = { organizationId, ...termsMetadata(target) };
        const session = await stripe.checkout.sessions.create(
          {
            mode: 'subscription',
            customer: customerId,
            client_reference_id: organizationId,
            line_items: items.map(({ price, quantity }) => ({
              price: String(price),
              ...(quantity === undefined ? {} : { quantity }),
            })),
            subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) },
            success_url: successUrl,
            cancel_url: cancelUrl,
            allow_promotion_codes: true,
            metadata,
          },
          { idempotencyKey: `${key}:checkout` },
        );
        return addressOf(session.url);
      }),

    openPortal: ({ customerId, returnUrl, key }) =>
      answerTo(async () => {
        const session = await stripe.billingPortal.sessions.create(
          { customer: customerId, return_url: returnUrl },
          { idempotencyKey: `${key}:portal` },
        );
        return addressOf(session.url);
      }),
  };
}

function addressOf(url: string | null): string {
  if (url === null) throw new Error('Stripe opened a session without an address');
  return url;
}
