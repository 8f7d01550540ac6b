import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { ofCustomer } from '../../payments/ofCustomer.js';
import type { Stored } from '../../store/storedObjects.js';
import { defaultConfiguration } from './portalConfigurations.js';
import { type FlowWish, portalParameters } from './portalParameters.js';

type Session = Stored<'billing_portal.session'>;

const missing = (param: string) =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

/** A subscription of the customer that a flow names. */
function subscriptionIn(context: Context, customer: string, id: string | undefined, flow: string): string {
  const param = `flow_data[${flow}][subscription]`;
  if (id === undefined) throw missing(param);
  const subscription = context.inParameter('subscription', id, param);
  if (subscription.customer !== customer) throw invalidRequest('The subscription is another customer’s.', { param });
  return id;
}

/** Where a session leads straight away, its references checked (docs.stripe.com/customer-management/portal-deep-links). */
function flowOf(context: Context, customer: string, wish: FlowWish): NonNullable<Session['flow']> {
  const { type, after_completion: after, subscription_update_confirm: confirm } = wish;
  const named = (id: string | undefined) => ({ subscription: subscriptionIn(context, customer, id, type) });
  const isConfirm = type === 'subscription_update_confirm';
  return {
    after_completion: {
      hosted_confirmation:
        after?.type === 'hosted_confirmation'
          ? { custom_message: after.hosted_confirmation?.custom_message ?? null }
          : null,
      redirect: after?.redirect ?? null,
      type: after?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel:
      type === 'subscription_cancel' ? { retention: null, ...named(wish.subscription_cancel?.subscription) } : null,
    subscription_pause: null,
    subscription_update: type === 'subscription_update' ? named(wish.subscription_update?.subscription) : null,
    subscription_update_confirm: isConfirm
      ? {
          ...named(confirm?.subscription),
          discounts:
            confirm?.discounts?.map(({ coupon = null, promotion_code = null }) => ({ coupon, promotion_code })) ?? null,
          items: (confirm?.items ?? []).map(({ id, price = null, quantity }) => ({
            id,
            price,
            ...(quantity !== undefined && { quantity }),
          })),
        }
      : null,
    type,
  };
}

const create = endpoint({
  method: 'POST',
  path: '/v1/billing_portal/sessions',
  params: portalParameters,
  handle: (context, { params }) => {
    const customer = ofCustomer(context, params.customer);
    const configuration = params.configuration
      ? context.inParameter('billing_portal.configuration', params.configuration, 'configuration')
      : defaultConfiguration(context);
    if (!configuration.active) {
      throw invalidRequest('The configuration is not active.', { param: 'configuration' });
    }
    const id = context.newId('bps');
    const session = context.store.put('billing_portal.session', {
      id,
      object: 'billing_portal.session',
      configuration: configuration.id,
      created: context.now(),
      customer: customer.id,
      customer_account: null,
      flow: params.flow_data ? flowOf(context, customer.id, params.flow_data) : null,
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: params.return_url ?? configuration.default_return_url,
      url: `${context.baseUrl}/portal/${id}`,
    });
    context.emit('billing_portal.session.created', session);
    return session;
  },
});

/** Pages where customers look after their subscriptions. */
export const portalSessionEndpoints = [create];
