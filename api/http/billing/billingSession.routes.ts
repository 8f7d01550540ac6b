import { z } from 'zod';
import type { PlanOfferOf } from '../../../application/billing/planOfferOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';
import { acceptedAnswer } from './billingRequest.schemas.js';
import { type Requested, type Requesting, request } from './billingRequesting.js';
import { purchase } from './subscription.schemas.js';

const address = z.url({ protocol: /^https?$/ }).max(2_000);
const sessionAnswer = z.object({ url: z.string() }).meta({ id: 'BillingSession' });
const checkoutBody = z.strictObject({ ...purchase, successUrl: address, cancelUrl: address });
const portalBody = z.strictObject({ returnUrl: address });

const session = (requested: Requested) => {
  if (requested.outcome === 'elsewhere') return requested.answer;
  return { status: 201, body: { url: String(requested.request.url) }, position: requested.position } as const;
};

/**
 * Stripe's hosted pages.
 * @param origins where customers may be sent back to: anywhere else would make our link a way to somebody else's page
 */
export function billingSessionRoutes(
  uses: Requesting & Readonly<{ planOfferOf: PlanOfferOf }>,
  origins: readonly string[],
): readonly Route[] {
  const isOurs = (url: string) => origins.includes(new URL(url).origin);
  const opens = {
    method: 'POST',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    idempotencyKey: 'required',
    answers: { 201: sessionAnswer, 202: acceptedAnswer },
    refusals: requestRefusals,
  } as const;

  return [
    route({
      ...opens,
      path: '/api/v1/billing/checkout-session',
      operationId: 'openCheckoutSession',
      summary: 'A hosted page on which to buy a subscription',
      body: checkoutBody,
      handle: async (asked) => {
        const { planId, interval, currency = null, seats = null, successUrl, cancelUrl } = asked.body;
        if (!isOurs(successUrl) || !isOurs(cancelUrl)) return refused('ADDRESS_NOT_ALLOWED');
        const offer = await uses.planOfferOf(planId);
        if (!offer) return refused('PLAN_NOT_OFFERED');
        const data = { offer, interval, currency, seats, successUrl, cancelUrl };
        return session(await request(uses, { type: 'OpenCheckoutSession', data }, asked, []));
      },
    }),
    route({
      ...opens,
      path: '/api/v1/billing/portal-session',
      operationId: 'openPortalSession',
      summary: 'A hosted page on which to manage payment methods and see invoices',
      body: portalBody,
      handle: async (asked) => {
        if (!isOurs(asked.body.returnUrl)) return refused('ADDRESS_NOT_ALLOWED');
        return session(await request(uses, { type: 'OpenPortalSession', data: asked.body }, asked, []));
      },
    }),
  ];
}
