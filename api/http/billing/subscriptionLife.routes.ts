import type { BillingWish } from '../../../application/billing/requestBilling.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';
import { acceptedAnswer } from './billingRequest.schemas.js';
import { type Requesting, request } from './billingRequesting.js';
import { withSubscription } from './requestedSubscription.js';
import { couponBody, requestedSubscriptionAnswer } from './subscription.schemas.js';

const shows = ['billing.subscriptions'];

/** Pausing, resuming, taking back a change, and coupons. */
export const subscriptionLifeRoutes = (uses: Requesting): readonly Route[] => {
  const act = (
    definition: Readonly<{ method: 'POST' | 'DELETE'; path: string; operationId: string; summary: string }>,
    wish: BillingWish,
  ) =>
    route({
      ...definition,
      tag: 'Billing',
      permission: 'billing:manage',
      kind: 'command',
      idempotencyKey: 'required',
      answers: { 200: requestedSubscriptionAnswer, 202: acceptedAnswer },
      refusals: requestRefusals,
      handle: async (asked) =>
        withSubscription(uses, await request(uses, wish, asked, shows), asked.caller.organizationId, 200),
    });

  return [
    act(
      {
        method: 'POST',
        path: '/api/v1/billing/subscription/resume',
        operationId: 'resumeSubscription',
        summary: 'Resume a paused subscription, or take back a cancellation that has not come about',
      },
      { type: 'ResumeSubscription', data: {} },
    ),
    act(
      {
        method: 'POST',
        path: '/api/v1/billing/subscription/pause',
        operationId: 'pauseSubscription',
        summary: 'Pause the subscription: no access, nothing charged',
      },
      { type: 'PauseSubscription', data: {} },
    ),
    act(
      {
        method: 'DELETE',
        path: '/api/v1/billing/subscription/scheduled-change',
        operationId: 'undoSubscriptionChange',
        summary: 'Take back a change that waits for the end of the period',
      },
      { type: 'UndoSubscriptionChange', data: {} },
    ),
    route({
      method: 'POST',
      path: '/api/v1/billing/coupon',
      operationId: 'applyCoupon',
      summary: 'Use a promotion code or coupon',
      tag: 'Billing',
      permission: 'billing:manage',
      kind: 'command',
      idempotencyKey: 'required',
      body: couponBody,
      answers: { 200: requestedSubscriptionAnswer, 202: acceptedAnswer },
      refusals: requestRefusals,
      handle: async (asked) => {
        const wish = { type: 'ApplyCoupon', data: asked.body } as const;
        return withSubscription(uses, await request(uses, wish, asked, shows), asked.caller.organizationId, 200);
      },
    }),
  ];
};
