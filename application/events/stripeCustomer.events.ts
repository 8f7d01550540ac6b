import { z } from 'zod';
import type { ReminderEvent } from '../../domain/billing/reminder/reminder.events.js';
import type { StripeCustomerEvent } from '../../domain/billing/stripeCustomer/stripeCustomer.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const minorUnits = z.int();
const currency = z.string().length(3);
const text = z.string().nullable();
const ofCustomer = { customerId: z.string(), organizationId: z.string() };

const customer = z.object({
  customerId: z.string(),
  currency: currency.nullable(),
  balance: minorUnits,
  defaultPaymentMethodId: text,
  delinquent: z.boolean(),
  deleted: z.boolean(),
  discount: z
    .object({
      discountId: z.string(),
      couponId: z.string(),
      percentOff: z.number().nullable(),
      amountOff: minorUnits.nullable(),
      endsAt: instant.nullable(),
    })
    .nullable()
    .exactOptional(),
});

const transaction = z.object({
  transactionId: z.string(),
  kind: z.string(),
  currency,
  amount: minorUnits,
  endingBalance: minorUnits,
  invoiceId: text,
  creditNoteId: text,
  description: text,
  createdAt: instant,
});

/** Events of a Stripe customer, and of what is announced to it, as they are stored. */
export const stripeCustomerEvents: EventDefinitions<StripeCustomerEvent | ReminderEvent> = {
  StripeCustomerLinked: { version: 1, data: z.object({ ...ofCustomer, linkedAt: instant }) },
  StripeCustomerDescribed: {
    version: 1,
    data: z.object({ ...ofCustomer, customer, details: z.string() }),
    personal: { subject: ({ customerId }) => `stripeCustomer:${customerId}`, fields: ['details'] },
  },
  CustomerBalanceMoved: { version: 1, data: z.object({ ...ofCustomer, transaction }) },
  TrialEndingAnnounced: {
    version: 1,
    data: z.object({ organizationId: z.string(), subscriptionId: z.string(), trialEndsAt: instant }),
  },
  InvoiceDueAnnounced: {
    version: 1,
    data: z.object({
      organizationId: z.string(),
      invoiceId: z.string(),
      number: text,
      dueAt: instant,
      overdue: z.boolean(),
      amountDue: minorUnits,
      currency,
      hostedInvoiceUrl: text,
    }),
  },
  RenewalAnnounced: {
    version: 1,
    data: z.object({
      organizationId: z.string(),
      subscriptionId: z.string(),
      renewsAt: instant,
      amountDue: minorUnits,
      currency,
    }),
  },
};
