import type { OffersForChange } from '../../../application/billing/offersForChange.js';
import type { PlanOfferOf } from '../../../application/billing/planOfferOf.js';
import type { SeatsAfterChange } from '../../../application/billing/seatsAfterChange.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';
import { acceptedAnswer } from './billingRequest.schemas.js';
import { type Requesting, request } from './billingRequesting.js';
import { withSubscription } from './requestedSubscription.js';
import {
  cancelQuery,
  changeBody,
  changedSubscriptionAnswer,
  requestedSubscriptionAnswer,
  startBody,
} from './subscription.schemas.js';
import { noOffer, wantedChange } from './wantedChange.js';

export type SubscriptionRoutes = Requesting &
  Readonly<{
    planOfferOf: PlanOfferOf;
    offersForChange: OffersForChange;
    seatsAfterChange: SeatsAfterChange;
  }>;

const path = '/api/v1/billing/subscription';
const shows = ['billing.subscriptions'];

/** Starting, changing and cancelling the organization's subscription. */
export const subscriptionRoutes = (uses: SubscriptionRoutes): readonly Route[] => [
  route({
    method: 'POST',
    path,
    operationId: 'startSubscription',
    summary: 'Start a subscription',
    description:
      'Waits for Stripe. A card that asks for 3-D Secure leaves the subscription `incomplete`: confirm with `clientSecret`.',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    idempotencyKey: 'required',
    body: startBody,
    answers: { 201: requestedSubscriptionAnswer, 202: acceptedAnswer },
    refusals: requestRefusals,
    handle: async (asked) => {
      const { planId, interval, currency, seats, paymentMethodId, couponCode, trial } = asked.body;
      const offer = await uses.planOfferOf(planId);
      if (!offer) return refused('PLAN_NOT_OFFERED');
      const optional = {
        currency: currency ?? null,
        seats: seats ?? null,
        paymentMethodId: paymentMethodId ?? null,
        couponCode: couponCode ?? null,
        ...(trial === undefined ? {} : { trial }),
      };
      const wish = { type: 'StartSubscription', data: { offer, interval, ...optional } } as const;
      return withSubscription(uses, await request(uses, wish, asked, shows), asked.caller.organizationId, 201);
    },
  }),
  route({
    method: 'PATCH',
    path,
    operationId: 'changeSubscription',
    summary: 'Change plan, interval or seats',
    description: 'Dearer terms hold at once, prorated; cheaper ones wait for the end of the period.',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    idempotencyKey: 'required',
    body: changeBody,
    answers: { 200: changedSubscriptionAnswer, 202: acceptedAnswer },
    refusals: requestRefusals,
    handle: async (asked) => {
      const { organizationId } = asked.caller;
      const change = await wantedChange(uses.offersForChange, organizationId, asked.body);
      if (!change) return refused(noOffer(asked.body.planId));
      const seatsChange = await uses.seatsAfterChange(organizationId, change);
      const wish = { type: 'ChangeSubscription', data: change } as const;
      const answer = await withSubscription(uses, await request(uses, wish, asked, shows), organizationId, 200);
      return 'body' in answer && answer.status === 200 ? { ...answer, body: { ...answer.body, seatsChange } } : answer;
    },
  }),
  route({
    method: 'DELETE',
    path,
    operationId: 'cancelSubscription',
    summary: 'Cancel at the end of the period, or now',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    idempotencyKey: 'required',
    query: cancelQuery,
    answers: { 200: requestedSubscriptionAnswer, 202: acceptedAnswer },
    refusals: requestRefusals,
    handle: async (asked) => {
      const wish = { type: 'CancelSubscription', data: { timing: asked.query.when } } as const;
      return withSubscription(uses, await request(uses, wish, asked, shows), asked.caller.organizationId, 200);
    },
  }),
];
