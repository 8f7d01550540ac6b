import type { Context } from '../account/context.js';
import { mergedMetadata } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import { redeemDiscounts } from './discounts/redeemDiscounts.js';
import { cancelTime } from './life/cancelTime.js';
import { methodOf, taxRates } from './startTerms.js';
import type { UpdateRequest } from './subscriptionParameters.js';

type Subscription = Stored<'subscription'>;

/** The fields an update sets, beside items, anchor and trial, which bill something. */
export function updatedFields(context: Context, before: Subscription, params: UpdateRequest): Partial<Subscription> {
  const customer = referenceId(before.customer) ?? '';
  const { discounts, default_payment_method: method, default_tax_rates: rates, pause_collection: pause } = params;
  return {
    ...(params.metadata !== undefined && { metadata: mergedMetadata(before.metadata, params.metadata) }),
    ...(params.description !== undefined && { description: params.description }),
    ...(params.automatic_tax && { automatic_tax: { ...before.automatic_tax, enabled: params.automatic_tax.enabled } }),
    ...(method !== undefined && { default_payment_method: methodOf(context, method, customer) }),
    ...(rates !== undefined && { default_tax_rates: taxRates(context, rates, 'default_tax_rates') }),
    ...(discounts !== undefined && {
      discounts: redeemDiscounts(context, discounts ?? [], { customer, subscription: before.id }),
    }),
    ...(pause !== undefined && {
      pause_collection: pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null },
    }),
    ...collectionFields(before, params),
    ...settingFields(before, params),
    ...cancelTime(context, before, params),
    ...detailFields(before, params),
  };
}

function collectionFields(before: Subscription, params: UpdateRequest): Partial<Subscription> {
  const method = params.collection_method ?? before.collection_method;
  if (params.collection_method === undefined && params.days_until_due === undefined) return {};
  const days = params.days_until_due ?? before.days_until_due;
  if (method === 'send_invoice' && days === null) {
    throw invalidRequest('You must specify `days_until_due` when `collection_method` is `send_invoice`.', {
      param: 'days_until_due',
    });
  }
  return { collection_method: method, days_until_due: method === 'send_invoice' ? days : null };
}

function settingFields(before: Subscription, params: UpdateRequest): Partial<Subscription> {
  const { payment_settings: payment, trial_settings: trial } = params;
  const known = before.payment_settings;
  return {
    ...(payment && {
      payment_settings: {
        payment_method_options: known?.payment_method_options ?? null,
        payment_method_types: payment.payment_method_types ?? known?.payment_method_types ?? null,
        save_default_payment_method: payment.save_default_payment_method ?? known?.save_default_payment_method ?? 'off',
      },
    }),
    ...(trial && {
      trial_settings: {
        end_behavior: {
          billing_cycle_anchor: trial.end_behavior.billing_cycle_anchor ?? null,
          missing_payment_method: trial.end_behavior.missing_payment_method,
        },
      },
    }),
  };
}

function detailFields(before: Subscription, { cancellation_details: details }: UpdateRequest): Partial<Subscription> {
  if (!details) return {};
  const { comment, feedback, feedback_option: option } = details;
  const known = before.cancellation_details ?? { comment: null, feedback: null, feedback_option: null, reason: null };
  return {
    cancellation_details: {
      ...known,
      ...(comment !== undefined && { comment }),
      ...(feedback !== undefined && { feedback }),
      ...(option !== undefined && { feedback_option: option }),
    },
  };
}
