import { z } from 'zod';
import type { OffersForChange } from '../../../application/billing/offersForChange.js';
import type { PreviewSubscriptionChange } from '../../../application/billing/previewSubscriptionChange.js';
import type { StreamFolds } from '../../../application/streamFolds.js';
import { billingAccountStream } from '../../../domain/billing/streams.js';
import { currentSubscription } from '../../../projections/billing/subscriptions/subscriptions.query.js';
import { currentAmong, subscriptionRows } from '../../../projections/billing/subscriptions/subscriptionsAsOf.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { type BillingRejection, requestRefusals } from './billingAccount.rejections.js';
import { asOfParameter } from './entitlement.schemas.js';
import { previewAnswer, previewBody, subscriptionAnswer } from './subscription.schemas.js';
import { noOffer, wantedChange } from './wantedChange.js';

export type SubscriptionView = Readonly<{
  db: ScopedQueries;
  streamFolds: StreamFolds;
  offersForChange: OffersForChange;
  previewSubscriptionChange: PreviewSubscriptionChange;
}>;

const path = '/api/v1/billing/subscription';
const shows = ['billing.subscriptions'];
const asOfQuery = z.object({ asOf: asOfParameter.optional() });

/** The organization's subscription as it is, as it was, and as it would be. */
export const subscriptionViewRoutes = (uses: SubscriptionView): readonly Route[] => [
  route({
    method: 'GET',
    path,
    operationId: 'getSubscription',
    summary: 'The subscription of your organization',
    description: 'The one in force, else the one that ended last; with `asOf`, as it was at an instant or a position.',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: shows,
    query: asOfQuery,
    answers: { 200: subscriptionAnswer },
    refusals: ['not_found', 'AS_OF_NOT_YET'],
    handle: async ({ caller: { organizationId }, query: { asOf } }) => {
      if (asOf && !(await uses.streamFolds.hasCome(asOf))) return refused('AS_OF_NOT_YET');
      const subscription = asOf
        ? currentAmong(await uses.streamFolds.asOf(billingAccountStream(organizationId), subscriptionRows, asOf))
        : await currentSubscription(uses.db.of(organizationId), organizationId);
      return subscription ? { status: 200, body: subscription } : refused('not_found');
    },
  }),
  route({
    method: 'POST',
    path: `${path}/preview`,
    operationId: 'previewSubscriptionChange',
    summary: 'What a change, or a first subscription, would cost to the cent',
    description: 'Changes nothing. Without a subscription, `currency`, `couponCode` and `trial` may be given too.',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'command',
    body: previewBody,
    answers: { 200: previewAnswer },
    refusals: requestRefusals,
    handle: async ({ caller: { organizationId }, body }) => {
      const change = await wantedChange(uses.offersForChange, organizationId, body);
      if (!change) return refused(noOffer(body.planId));
      const { couponCode = null, trial = null } = body;
      const preview = await uses.previewSubscriptionChange(organizationId, { ...change, couponCode, trial });
      if (preview.possible) {
        const { possible: _, invoice, ...told } = preview;
        return { status: 200, body: { ...told, ...invoice, lines: [...invoice.lines], taxes: [...invoice.taxes] } };
      }
      if ('rejection' in preview) return refused(preview.rejection);
      const { code, message, declineCode } = preview.refusal;
      return refused(code.toUpperCase() as BillingRejection, { detail: message, members: { declineCode } });
    },
  }),
];
