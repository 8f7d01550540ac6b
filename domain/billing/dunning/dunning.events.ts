// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { InvoiceId, OrganizationId, StripeCustomerId } from '../ids.js';

/** An invoice that could not be collected; amounts in minor units. */
export type Arrears = Readonly<{
  invoiceId: InvoiceId;
  customerId: StripeCustomerId;
  number: string | null;
  amountDue: number;
  currency: string;
  hostedInvoiceUrl: string | null;
}>;

type OfInvoice = Readonly<{ organizationId: OrganizationId; arrears: Arrears; at: string }>;

/** The first attempt failed: access goes on while Stripe tries again. */
export type DunningStarted = Event<
  'DunningStarted',
  OfInvoice & { attempt: number; nextAttemptAt: string | null; subscriptionId: string | null }
>;
/** A later attempt failed as well. */
export type DunningStepTaken = Event<
  'DunningStepTaken',
  OfInvoice & { attempt: number; nextAttemptAt: string | null; subscriptionId: string | null }
>;
/** Nothing more is tried by itself: what changes things is refused until it is paid. */
export type AccessRestricted = Event<
  'AccessRestricted',
  OfInvoice & { because: 'attemptsExhausted' | 'subscriptionUnpaid' | 'subscriptionEndedUnpaid' }
>;
/** One invoice is out of dunning. */
export type DunningEnded = Event<
  'DunningEnded',
  {
    organizationId: OrganizationId;
    invoiceId: InvoiceId;
    how: 'paid' | 'voided' | 'writtenOff';
    at: string;
  }
>;
/** Nothing holds access back any more. */
export type AccessRestored = Event<
  'AccessRestored',
  { organizationId: OrganizationId; invoiceId: InvoiceId; at: string }
>;
export type DunningEvent = DunningStarted | DunningStepTaken | AccessRestricted | DunningEnded | AccessRestored;
