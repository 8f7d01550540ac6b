/** `cus_…`, given by Stripe. */
export type StripeCustomerId = string;
/** `sub_…`, given by Stripe. */
export type SubscriptionId = string;
/** `in_…`, given by Stripe. */
export type InvoiceId = string;
/** `evt_…`, given by Stripe. */
export type StripeEventId = string;
/** UUIDv7 of an organization. */
export type OrganizationId = string;
/** Name of a plan, such as `pro`; chosen by us. */
export type PlanId = string;
