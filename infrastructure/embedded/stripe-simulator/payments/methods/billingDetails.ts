import type { z } from 'zod';
import { clearable, parameters, text } from '../../http/parameters.js';
import type { Stored } from '../../store/storedObjects.js';
import { NO_BILLING_DETAILS } from './paymentMethodObject.js';

const optional = () => clearable(text()).optional();

/** An address as parameters give it. */
export const address = parameters({
  city: optional(),
  country: optional(),
  line1: optional(),
  line2: optional(),
  postal_code: optional(),
  state: optional(),
});

/** Who pays, as parameters give it. */
export const billingDetails = parameters({
  address: clearable(address).optional(),
  email: optional(),
  name: optional(),
  phone: optional(),
  tax_id: optional(),
});

type Details = Stored<'payment_method'>['billing_details'];

const withoutUndefined = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/** What is known of who pays, after parameters were merged into it. */
export function mergedBillingDetails(
  known: Details | undefined,
  given: z.infer<typeof billingDetails> | undefined,
): Details {
  const before = known ?? NO_BILLING_DETAILS;
  if (!given) return before;
  const { address: place, ...rest } = given;
  const noAddress = NO_BILLING_DETAILS.address;
  const knownAddress = before.address ?? noAddress;
  const merged = place
    ? (Object.assign({}, knownAddress, withoutUndefined(place)) as Details['address'])
    : knownAddress;
  return { ...before, ...(withoutUndefined(rest) as Partial<Details>), address: place === null ? noAddress : merged };
}
