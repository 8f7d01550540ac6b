import type { WithdrawBillingRequest } from '../../../application/billing/withdrawBillingRequest.js';
import { billingRequestById } from '../../../projections/billing/requests/requests.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { actorOf } from '../actorOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';
import { requestAnswer, requestParams, withdrawnAnswer } from './billingRequest.schemas.js';

/** What was asked of Stripe and what came of it. */
export const billingRequestRoutes = (db: ScopedQueries, withdraw: WithdrawBillingRequest): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/billing/requests/:requestId',
    operationId: 'getBillingRequest',
    summary: 'A request to Stripe and its outcome',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'query',
    readModels: ['billing.requests'],
    params: requestParams,
    answers: { 200: requestAnswer },
    refusals: ['not_found'],
    handle: async ({ caller, params }) => {
      const found = await billingRequestById(db.of(caller.organizationId), caller.organizationId, params.requestId);
      if (!found) return refused('not_found');
      const { completedPosition: _, ...body } = found;
      return { status: 200, body };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/billing/requests/:requestId',
    operationId: 'withdrawBillingRequest',
    summary: 'Take back a request that Stripe has not answered',
    description:
      'For a request that is stuck while Stripe cannot be reached. What Stripe did all the same becomes known.',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    params: requestParams,
    answers: { 200: withdrawnAnswer },
    refusals: requestRefusals,
    handle: async ({ caller, params: { requestId }, commandId, correlationId }) => {
      const { organizationId } = caller;
      const context = { commandId, correlationId, causationId: correlationId, organizationId, actor: actorOf(caller) };
      const handled = await withdraw(organizationId, requestId, context);
      if (!handled.accepted) return refused(handled.rejection);
      const { revision, position } = handled;
      return { status: 200, body: { requestId, status: 'refused', code: 'withdrawn' } as const, revision, position };
    },
  }),
];
