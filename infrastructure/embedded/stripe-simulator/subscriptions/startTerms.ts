import type { Context } from '../account/context.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { CreateRequest } from './subscriptionParameters.js';

const DAY = 86_400;

/** The end of the trial a new subscription begins with; null without one. */
export function trialEndOf(context: Context, params: CreateRequest): number | null {
  const { trial_end: end, trial_period_days: days } = params;
  if (end !== undefined && days !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: trial_end, trial_period_days.', {
      code: 'parameters_exclusive',
      param: 'trial_end',
    });
  }
  if (days !== undefined) return days > 0 ? context.now() + days * DAY : null;
  if (typeof end === 'number') return futureTime(context, end, 'trial_end');
  if (end === 'now' || !params.trial_from_plan) return null;
  const ofPrice = context.store.get('price', params.items[0]?.price ?? '')?.recurring?.trial_period_days ?? 0;
  return ofPrice > 0 ? context.now() + ofPrice * DAY : null;
}

/** @throws StripeError 400: the time is not in the future */
export function futureTime(context: Context, at: number, param: string): number {
  if (at <= context.now()) throw invalidRequest(`Invalid timestamp: ${param} must be in the future`, { param });
  return at;
}

/** How invoices of a new subscription are to be paid. */
export function collectionOf(params: CreateRequest) {
  const method = params.collection_method ?? 'charge_automatically';
  if (method === 'send_invoice' && params.days_until_due === undefined) {
    throw invalidRequest('You must specify `days_until_due` when `collection_method` is `send_invoice`.', {
      param: 'days_until_due',
    });
  }
  return { collection_method: method, days_until_due: method === 'send_invoice' ? (params.days_until_due ?? 0) : null };
}

export const billingModeOf = (context: Context, params: CreateRequest): Stored<'subscription'>['billing_mode'] => {
  const type = params.billing_mode?.type ?? context.settings.billingModeDefault;
  const discounts = params.billing_mode?.flexible?.proration_discounts ?? 'included';
  return { flexible: type === 'flexible' ? { proration_discounts: discounts } : null, type };
};

export const paymentSettings = ({ payment_settings: given }: Pick<CreateRequest, 'payment_settings'>) => ({
  payment_method_options: null,
  payment_method_types: given?.payment_method_types ?? null,
  save_default_payment_method: given?.save_default_payment_method ?? ('off' as const),
});

export const trialSettings = ({ trial_settings: given }: Pick<CreateRequest, 'trial_settings'>) => ({
  end_behavior: {
    billing_cycle_anchor: given?.end_behavior.billing_cycle_anchor ?? null,
    missing_payment_method: given?.end_behavior.missing_payment_method ?? ('create_invoice' as const),
  },
});

export const taxRates = (context: Context, ids: readonly string[] | null | undefined, param: string) =>
  (ids ?? []).map((id, at) => context.inParameter('tax_rate', id, `${param}[${at}]`));

/** @throws StripeError 400: unknown, or not this customer's */
export function methodOf(context: Context, id: string | null | undefined, customer: string): string | null {
  if (!id) return null;
  const method = context.inParameter('payment_method', id, 'default_payment_method');
  if (method.customer === customer) return id;
  throw invalidRequest(`The customer does not have a payment method with the ID ${id}.`, {
    code: 'resource_missing',
    param: 'default_payment_method',
  });
}
