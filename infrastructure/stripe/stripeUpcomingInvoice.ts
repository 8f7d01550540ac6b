import { z } from 'zod';
import { metadata, reference, seconds } from './stripeObjects.js';

/** The invoice of an `invoice.upcoming` event: not made yet, so without an id. */
export const stripeUpcomingInvoice = z.object({
  customer: reference,
  amount_due: z.int(),
  currency: z.string(),
  next_payment_attempt: seconds.nullish(),
  period_end: seconds,
  parent: z.object({ subscription_details: z.object({ subscription: reference, metadata }).nullish() }).nullish(),
});
