import type { Context } from '../account/context.js';
import { charactersOf } from '../account/ids.js';
import type { Stored } from '../store/storedObjects.js';

type Customer = Stored<'customer'>;

/** A customer in the shape of docs.stripe.com/api/customers/object, every required field present. */
export function newCustomer(context: Context, fields: Partial<Customer>): Customer {
  const id = context.newId('cus');
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created: context.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: charactersOf(id, 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...fields,
  };
}
