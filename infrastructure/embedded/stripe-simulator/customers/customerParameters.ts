import type { z } from 'zod';
import type { Context } from '../account/context.js';
import { array, clearable, integer, metadata, oneOf, parameters, text } from '../http/parameters.js';
import type { Stored } from '../store/storedObjects.js';

type Customer = Stored<'customer'>;

const address = parameters({
  city: clearable(text()).optional(),
  country: clearable(text()).optional(),
  line1: clearable(text()).optional(),
  line2: clearable(text()).optional(),
  postal_code: clearable(text()).optional(),
  state: clearable(text()).optional(),
});

/** What can be said of a customer when it is made and later. */
export const customerFields = {
  address: clearable(address).optional(),
  description: clearable(text()).optional(),
  email: clearable(text()).optional(),
  invoice_prefix: text().optional(),
  invoice_settings: parameters({
    custom_fields: clearable(array(parameters({ name: text(), value: text() }))).optional(),
    default_payment_method: clearable(text()).optional(),
    footer: clearable(text()).optional(),
  }).optional(),
  metadata: metadata(),
  name: clearable(text()).optional(),
  next_invoice_sequence: integer().optional(),
  phone: clearable(text()).optional(),
  preferred_locales: array(text()).optional(),
  shipping: clearable(parameters({ address, name: text(), phone: clearable(text()).optional() })).optional(),
  tax_exempt: clearable(oneOf('exempt', 'none', 'reverse')).optional(),
};

const fieldsSchema = parameters(customerFields);
type Given = Omit<z.infer<typeof fieldsSchema>, 'metadata'>;

const addressOf = (given: z.infer<typeof address>): NonNullable<Customer['address']> => ({
  city: given.city ?? null,
  country: given.country ?? null,
  line1: given.line1 ?? null,
  line2: given.line2 ?? null,
  postal_code: given.postal_code ?? null,
  state: given.state ?? null,
});

const shippingOf = ({ address: to, name, phone }: NonNullable<Given['shipping']>) => ({
  address: addressOf(to),
  name,
  phone: phone ?? null,
});

/**
 * A customer's fields after those that were given were taken over.
 * @throws StripeError 400 when the default payment method is not one of the customer's
 */
export function takenOver(context: Context, customer: Customer, given: Given): Customer {
  const settings = { ...customer.invoice_settings, ...defined(given.invoice_settings ?? {}) };
  const method = given.invoice_settings?.default_payment_method;
  if (method) context.inParameter('payment_method', method, 'invoice_settings[default_payment_method]');
  const { address: lives, shipping, invoice_settings: _, tax_exempt, ...plain } = given;
  return {
    ...customer,
    ...defined(plain),
    ...(lives !== undefined && { address: lives && addressOf(lives) }),
    ...(shipping !== undefined && { shipping: shipping && shippingOf(shipping) }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt ?? 'none' }),
    invoice_settings: settings,
  };
}

const defined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
