import type { InvoiceId, OrganizationId, PlanId, StripeCustomerId, StripeEventId, SubscriptionId } from './ids.js';

export const billingAccountStream = (id: OrganizationId): string => `billingAccount-${id}`;
export const invoiceStream = (id: InvoiceId): string => `invoice-${id}`;
/** Reserves a Stripe customer for one organization. */
export const stripeCustomerStream = (id: StripeCustomerId): string => `stripeCustomer-${id}`;
/** The webhook inbox: one stream for each Stripe event. */
export const stripeEventStream = (id: StripeEventId): string => `stripeEvent-${id}`;
export const planStream = (id: PlanId): string => `plan-${id}`;
/** A book of an organization's usage, numbered from 1. */
export const usageBookStream = (id: OrganizationId, book: number): string => `usage-${id}-${book}`;
/** What Stripe was told of one usage event. */
export const usageReportStream = (usageEventId: string): string => `usageReport-${usageEventId}`;
/** Refunds and disputes of a payment that was for no invoice. */
export const paymentStream = (paymentId: string): string => `payment-${paymentId}`;
/** What has been announced of a subscription: ends of trials, renewals. */
export const reminderStream = (id: SubscriptionId): string => `reminder-${id}`;
/** An object of Stripe's that is only watched, by its own id. */
export const stripeNoticeStream = (objectId: string): string => `stripeNotice-${objectId}`;
/** How far an organization is in arrears. */
export const dunningStream = (id: OrganizationId): string => `dunning-${id}`;
