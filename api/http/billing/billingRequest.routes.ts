import type { WithdrawBillingRequest } from '../../../application/billing/withdrawBillingRequest.js';
import type { ReadModelProgress } from '../../../application/ports/readModelProgress.js';
import { billingRequestById } from '../../../projections/billing/requests/requests.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { actorOf } from '../actorOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';
import { acceptedAnswer, requestAnswer, requestParams } from './billingRequest.schemas.js';
import { accepted, settled, timeLeft } from './settledRequest.js';

/** What was asked of Stripe and what came of it. */
export const billingRequestRoutes = (
  db: ScopedQueries,
  progress: ReadModelProgress,
  withdraw: WithdrawBillingRequest,
): readonly Route[] => [
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
      'For a request that is stuck while Stripe cannot be reached; Stripe is not asked for it again. Answers with what became of it: `refused` as `withdrawn`, or what Stripe answered if it was being asked just then.',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    params: requestParams,
    answers: { 200: requestAnswer, 202: acceptedAnswer },
    refusals: requestRefusals,
    handle: async ({ caller, params: { requestId }, commandId, correlationId }) => {
      const { organizationId } = caller;
      const context = { commandId, correlationId, causationId: correlationId, organizationId, actor: actorOf(caller) };
      const handled = await withdraw(organizationId, requestId, context);
      if (!handled.accepted) return refused(handled.rejection);
      const found = await settled(db, progress, organizationId, requestId, timeLeft());
      if (found?.completedPosition == null) return accepted(requestId, handled.position);
      const { completedPosition: position, ...body } = found;
      return { status: 200, body, position };
    },
  }),
];
