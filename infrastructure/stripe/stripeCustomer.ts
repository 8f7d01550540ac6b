import { z } from 'zod';
import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import type { CustomerDetails, CustomerSnapshot } from '../../domain/billing/stripeCustomer/customerSnapshot.js';
import { discountSnapshot } from './snapshots.js';
import { metadata, reference, seconds, stripeDiscount } from './stripeObjects.js';

const addressText = z.string().nullish();

/** docs.stripe.com/api/customers/object; a deleted one has its id only. */
export const stripeCustomer = z.object({
  object: z.literal('customer'),
  id: z.string(),
  deleted: z.boolean().nullish(),
  currency: z.string().nullish(),
  balance: z.int().nullish(),
  delinquent: z.boolean().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  address: z
    .object({
      line1: addressText,
      line2: addressText,
      postal_code: addressText,
      city: addressText,
      state: addressText,
      country: addressText,
    })
    .nullish(),
  discount: stripeDiscount.nullish(),
  tax_ids: z
    .object({
      data: z.array(
        z.object({
          id: z.string(),
          type: z.string(),
          value: z.string(),
          country: z.string().nullish(),
          verification: z.object({ status: z.string().nullish() }).nullish(),
        }),
      ),
    })
    .optional(),
  invoice_settings: z.object({ default_payment_method: reference.nullish() }).nullish(),
  metadata,
});
type StripeCustomer = z.infer<typeof stripeCustomer>;

/** Our view of a customer, without what is personal. */
export const customerSnapshot = (customer: StripeCustomer, deleted: boolean): CustomerSnapshot => ({
  customerId: customer.id,
  currency: customer.currency ?? null,
  balance: customer.balance ?? 0,
  defaultPaymentMethodId: customer.invoice_settings?.default_payment_method ?? null,
  delinquent: customer.delinquent ?? false,
  deleted: deleted || customer.deleted === true,
  ...(customer.discount === undefined ? {} : { discount: customer.discount && discountSnapshot(customer.discount) }),
});

/** Who the customer is. */
export function customerDetails({ name, email, phone, address, tax_ids }: StripeCustomer): CustomerDetails {
  const place = [address?.postal_code, address?.city, address?.state].filter(Boolean).join(' ');
  const lines = [address?.line1, address?.line2, place, address?.country];
  return {
    name: name ?? null,
    email: email ?? null,
    phone: phone ?? null,
    address: lines.filter((line): line is string => !!line),
    ...(tax_ids && {
      taxIds: tax_ids.data.map(({ id: taxIdId, type, value, country, verification }) => ({
        taxIdId,
        type,
        value,
        country: country ?? null,
        verification: verification?.status ?? null,
      })),
    }),
  };
}

/** docs.stripe.com/api/payment_methods/object */
export const stripePaymentMethod = z.object({
  object: z.literal('payment_method'),
  id: z.string(),
  customer: reference.nullish(),
  type: z.string(),
  card: z.object({ brand: z.string(), last4: z.string().nullish(), exp_month: z.int(), exp_year: z.int() }).nullish(),
  created: seconds,
  metadata,
});

/** Our view of a saved way to pay. */
export const paymentMethodSnapshot = (
  method: z.infer<typeof stripePaymentMethod>,
  customerId: string,
): PaymentMethodSnapshot => ({
  paymentMethodId: method.id,
  customerId,
  type: method.type,
  brand: method.card?.brand ?? null,
  last4: method.card?.last4 ?? null,
  expMonth: method.card?.exp_month ?? null,
  expYear: method.card?.exp_year ?? null,
});
