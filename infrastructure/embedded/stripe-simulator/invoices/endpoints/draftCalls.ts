import type { z } from 'zod';
import type { Context } from '../../account/context.js';
import { discountOfCustomer } from '../../customers/customerDiscount.js';
import { endpoint } from '../../http/endpoint.js';
import { mergedMetadata, parameters } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { scheduleFinalization } from '../../subscriptions/collection/scheduleFinalization.js';
import { redeemDiscounts } from '../../subscriptions/discounts/redeemDiscounts.js';
import { methodOf, taxRates } from '../../subscriptions/startTerms.js';
import { deleteDraft } from '../changes/closeInvoice.js';
import { createInvoice, pendingItems } from '../changes/createInvoice.js';
import { priceInvoice } from '../objects/priceInvoice.js';
import { createInvoiceParameters, updateInvoiceParameters } from './invoiceParameters.js';

type Invoice = Stored<'invoice'>;

const DAY = 86_400;
const URL = '/v1/invoices';

type Given = z.infer<typeof updateInvoiceParameters>;

/** A one-off draft; by default nothing advances it, and items that wait stay where they are. */
const create = endpoint({
  method: 'POST',
  path: URL,
  params: createInvoiceParameters,
  handle: (context, { params }) => {
    const customer = context.inParameter('customer', params.customer, 'customer');
    context.useClock(referenceId(customer.test_clock ?? null));
    const subscription =
      params.subscription === undefined
        ? null
        : context.inParameter('subscription', params.subscription, 'subscription');
    const currency = params.currency ?? subscription?.currency ?? customer.currency ?? 'usd';
    const waiting = pendingItems(context, customer.id, currency, subscription?.id ?? null);
    const draft = createInvoice(context, {
      customer,
      currency,
      subscription,
      billingReason: 'manual',
      collectionMethod: params.collection_method ?? 'charge_automatically',
      daysUntilDue: params.days_until_due ?? null,
      autoAdvance: params.auto_advance ?? false,
      period: { start: context.now(), end: context.now() },
      lines: [],
      pending: params.pending_invoice_items_behavior === 'include' ? waiting : [],
      discounts:
        params.discounts === undefined
          ? [discountOfCustomer(context, customer.id) ?? []].flat()
          : redeemDiscounts(context, params.discounts ?? [], { customer: customer.id }),
      fields: fieldsOf(context, customer.id, {}, params),
    });
    context.emit('invoice.created', draft);
    scheduleFinalization(context, draft);
    return draft;
  },
});

const update = endpoint({
  method: 'POST',
  path: `${URL}/:invoice`,
  params: updateInvoiceParameters,
  handle: (context, { path, params }) => {
    const before = context.inPath('invoice', path.invoice, 'invoice');
    context.useClock(referenceId(before.test_clock));
    checkEditable(before, params);
    const customer = referenceId(before.customer) ?? '';
    const discounts =
      params.discounts === undefined
        ? {}
        : { discounts: redeemDiscounts(context, params.discounts ?? [], { customer }) };
    const fields = { ...fieldsOf(context, customer, before.metadata ?? {}, params), ...discounts };
    const changed = { ...before, ...fields, ...advancing(context, before, params.auto_advance) };
    const after = context.store.put('invoice', before.status === 'draft' ? priceInvoice(context, changed) : changed);
    context.emitChange('invoice.updated', before, after);
    if (after.status === 'draft') scheduleFinalization(context, after);
    return after;
  },
});

const whenFinal = new Set(['auto_advance', 'default_payment_method', 'metadata']);

function checkEditable({ status }: Invoice, params: Readonly<Record<string, unknown>>): void {
  const refused = Object.keys(params).find((key) => params[key] !== undefined && !whenFinal.has(key));
  if (status === 'draft' || refused === undefined) return;
  throw invalidRequest(`Finalized invoices can't be updated in this way: ${refused}`, {
    code: 'invoice_not_editable',
    param: refused,
  });
}

function advancing(context: Context, before: Invoice, wanted: boolean | undefined): Partial<Invoice> {
  if (wanted === undefined || wanted === before.auto_advance) return {};
  const at = wanted && before.status === 'draft' ? context.now() + context.settings.finalizeDelay : null;
  return { auto_advance: wanted, automatically_finalizes_at: at };
}

function fieldsOf(
  context: Context,
  customer: string,
  known: Readonly<Record<string, string>>,
  params: Omit<Given, 'discounts' | 'auto_advance'>,
): Partial<Invoice> {
  const { days_until_due: days, due_date: due, default_payment_method: method, default_tax_rates: rates } = params;
  const dueDate = due ?? (days === undefined ? undefined : context.now() + days * DAY);
  return {
    metadata: mergedMetadata(known, params.metadata),
    ...(params.collection_method !== undefined && { collection_method: params.collection_method }),
    ...(params.custom_fields !== undefined && { custom_fields: params.custom_fields }),
    ...(params.description !== undefined && { description: params.description }),
    ...(params.effective_at !== undefined && { effective_at: params.effective_at }),
    ...(params.footer !== undefined && { footer: params.footer }),
    ...(params.number !== undefined && { number: params.number }),
    ...(dueDate !== undefined && { due_date: dueDate }),
    ...(method !== undefined && { default_payment_method: methodOf(context, method, customer) }),
    ...(rates !== undefined && { default_tax_rates: taxRates(context, rates, 'default_tax_rates') }),
  };
}

const remove = endpoint({
  method: 'DELETE',
  path: `${URL}/:invoice`,
  params: parameters({}),
  handle: (context, { path }) => deleteDraft(context, path.invoice),
});

/** Calls that make and change drafts. */
export const draftCalls = [create, update, remove];
