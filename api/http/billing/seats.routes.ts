import { z } from 'zod';
import type { SeatsPolicyOf } from '../../../application/billing/seatsPolicyOf.js';
import type { SetSeatsPolicy } from '../../../application/billing/setSeatsPolicy.js';
import { actorOf } from '../actorOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';

const policy = z.enum(['fixed', 'followsTeam']).meta({
  description: '`fixed`: bought by hand. `followsTeam`: as many as there are members, as far as the plan goes.',
});
const seatsPolicyAnswer = z.object({ policy }).meta({ id: 'SeatsPolicy' });
const path = '/api/v1/billing/seats-policy';

/** Whether seats are bought by hand or follow the team. */
export const seatsRoutes = (
  uses: Readonly<{ seatsPolicyOf: SeatsPolicyOf; setSeatsPolicy: SetSeatsPolicy }>,
): readonly Route[] => [
  route({
    method: 'GET',
    path,
    operationId: 'getSeatsPolicy',
    summary: 'Whether seats are bought by hand or follow the team',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: [],
    answers: { 200: seatsPolicyAnswer },
    handle: async ({ caller: { organizationId } }) => ({
      status: 200,
      body: { policy: await uses.seatsPolicyOf(organizationId) },
    }),
  }),
  route({
    method: 'PUT',
    path,
    operationId: 'setSeatsPolicy',
    summary: 'Have seats bought by hand, or follow the team',
    description: 'Following, more members mean more seats at once, prorated, and fewer from the next period on.',
    tag: 'Billing',
    permission: 'billing:manage',
    kind: 'command',
    body: z.strictObject({ policy }),
    answers: { 200: seatsPolicyAnswer },
    refusals: requestRefusals,
    handle: async ({ caller, body, commandId, correlationId }) => {
      const { organizationId } = caller;
      const context = { commandId, correlationId, causationId: correlationId, organizationId, actor: actorOf(caller) };
      const handled = await uses.setSeatsPolicy(organizationId, body.policy, context);
      if (!handled.accepted) return refused(handled.rejection);
      const { revision, position } = handled;
      return { status: 200, body, revision, position };
    },
  }),
];
