import type { Context } from '../../account/context.js';
import { newCustomer } from '../../customers/customerObject.js';
import { endpoint } from '../../http/endpoint.js';
import { oneOf, parameters, text } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { type DiscountRequest, redeemDiscounts } from '../../subscriptions/discounts/redeemDiscounts.js';
import { discountParameters } from '../../subscriptions/items/itemParameters.js';
import { isOver } from '../../subscriptions/life/subscriptionOf.js';
import {
  noneUpcoming,
  previewNewSubscription,
  previewSubscription,
} from '../../subscriptions/preview/previewInvoice.js';
import { type PreviewDetails, previewDetails } from '../../subscriptions/subscriptionParameters.js';

/** What would be invoiced next; whatever it wrote to find out is taken back. */
export const previewCall = endpoint({
  method: 'POST',
  path: '/v1/invoices/create_preview',
  params: parameters({
    customer: text().optional(),
    subscription: text().optional(),
    subscription_details: previewDetails.optional(),
    discounts: discountParameters(),
    preview_mode: oneOf('next', 'recurring').optional(),
    currency: text().optional(),
  }),
  handle: (context, { params }) => {
    const preview = previewOf(context, params);
    context.store.rollback();
    return preview;
  },
});

type Given = Readonly<{
  preview_mode?: 'next' | 'recurring' | undefined;
  customer?: string | undefined;
  subscription?: string | undefined;
  subscription_details?: PreviewDetails | undefined;
  discounts?: readonly DiscountRequest[] | null | undefined;
}>;

function previewOf(context: Context, given: Given): Stored<'invoice'> {
  const details = given.subscription_details ?? {};
  const recurring = given.preview_mode === 'recurring';
  if (given.subscription !== undefined) {
    const subscription = context.inParameter('subscription', given.subscription, 'subscription');
    const owner = { customer: referenceId(subscription.customer) ?? '', subscription: subscription.id };
    const discounts = redeemed(context, given.discounts, owner);
    return previewSubscription(context, subscription, details, { discounts, recurring });
  }
  if (given.customer === undefined) return previewForNobody(context, given, details);
  const customer = context.inParameter('customer', given.customer, 'customer');
  const discounts = redeemed(context, given.discounts, { customer: customer.id });
  if (details.items) return previewNewSubscription(context, customer, details, discounts ?? []);
  const known = context.store.where('subscription', 'customer', customer.id).find((each) => !isOver(each));
  if (!known) throw noneUpcoming();
  return previewSubscription(context, known, details, { discounts, recurring });
}

/** A subscription of somebody who is no customer yet; who stands in for them is taken back with all else. */
function previewForNobody(context: Context, given: Given, details: PreviewDetails): Stored<'invoice'> {
  if (!details.items) {
    throw invalidRequest('Missing required param: customer.', { code: 'parameter_missing', param: 'customer' });
  }
  const nobody = context.store.put('customer', newCustomer(context, { balance: 0, test_clock: null, metadata: {} }));
  const discounts = redeemed(context, given.discounts, { customer: nobody.id });
  return { ...previewNewSubscription(context, nobody, details, discounts ?? []), customer: null };
}

const redeemed = (
  context: Context,
  requests: readonly DiscountRequest[] | null | undefined,
  owner: Readonly<{ customer: string; subscription?: string }>,
): string[] | undefined => (requests === undefined ? undefined : redeemDiscounts(context, requests ?? [], owner));
