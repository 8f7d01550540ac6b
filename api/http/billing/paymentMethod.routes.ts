import { paymentMethodsOf } from '../../../projections/billing/paymentMethods/paymentMethods.query.js';
import { type Route, route } from '../route.js';
import { requestRefusals } from './billingAccount.rejections.js';
import { acceptedAnswer } from './billingRequest.schemas.js';
import { type Requested, type Requesting, request } from './billingRequesting.js';
import { attachBody, paymentMethodAnswer, paymentMethodParams, paymentMethodsAnswer } from './paymentMethod.schemas.js';

const path = '/api/v1/billing/payment-methods';
const shows = ['billing.payment_methods'];
const changes = {
  tag: 'Billing',
  permission: 'billing:manage',
  kind: 'command',
  idempotencyKey: 'required',
  refusals: requestRefusals,
} as const;

/** The organization's saved payment methods. */
export const paymentMethodRoutes = (uses: Requesting): readonly Route[] => {
  async function withMethod<const Status extends 200 | 201>(
    requested: Requested,
    organizationId: string,
    status: Status,
  ) {
    if (requested.outcome === 'elsewhere') return requested.answer;
    const { request: done, position } = requested;
    const methods = await paymentMethodsOf(uses.db.of(organizationId), organizationId);
    const body = methods.find(({ paymentMethodId }) => paymentMethodId === done.paymentMethodId);
    if (!body) throw new Error(`request ${done.requestId} succeeded and left no payment method`);
    return { status, body, position };
  }

  return [
    route({
      method: 'GET',
      path,
      operationId: 'listPaymentMethods',
      summary: 'Saved payment methods, the default one first',
      tag: 'Billing',
      permission: 'billing:read',
      kind: 'query',
      readModels: shows,
      answers: { 200: paymentMethodsAnswer },
      handle: async ({ caller }) => {
        const methods = await paymentMethodsOf(uses.db.of(caller.organizationId), caller.organizationId);
        return { status: 200, body: { data: [...methods] } };
      },
    }),
    route({
      ...changes,
      method: 'POST',
      path,
      operationId: 'attachPaymentMethod',
      summary: 'Save a payment method',
      body: attachBody,
      answers: { 201: paymentMethodAnswer, 202: acceptedAnswer },
      handle: async (asked) => {
        const wish = { type: 'AttachPaymentMethod', data: asked.body } as const;
        return withMethod(await request(uses, wish, asked, shows), asked.caller.organizationId, 201);
      },
    }),
    route({
      ...changes,
      method: 'POST',
      path: `${path}/:paymentMethodId/default`,
      operationId: 'setDefaultPaymentMethod',
      summary: 'Charge this payment method from now on',
      params: paymentMethodParams,
      answers: { 200: paymentMethodAnswer, 202: acceptedAnswer },
      handle: async (asked) => {
        const wish = { type: 'SetDefaultPaymentMethod', data: asked.params } as const;
        return withMethod(await request(uses, wish, asked, shows), asked.caller.organizationId, 200);
      },
    }),
    route({
      ...changes,
      method: 'DELETE',
      path: `${path}/:paymentMethodId`,
      operationId: 'detachPaymentMethod',
      summary: 'Remove a payment method for good',
      params: paymentMethodParams,
      answers: { 204: null, 202: acceptedAnswer },
      handle: async (asked) => {
        const wish = { type: 'DetachPaymentMethod', data: asked.params } as const;
        const requested = await request(uses, wish, asked, shows);
        return requested.outcome === 'elsewhere' ? requested.answer : { status: 204, position: requested.position };
      },
    }),
  ];
};
