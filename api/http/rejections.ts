import type { WebhookRejection } from '../../application/ports/stripeWebhooks.js';
import type { InvoiceRejection } from '../../domain/billing/invoice/invoice.commands.js';
import type { StripeCustomerRejection } from '../../domain/billing/stripeCustomer/stripeCustomer.commands.js';
import type { SecondFactorRejection } from '../../domain/identity/user/secondFactor.commands.js';
import { type BillingRejection, billingAccountRejections } from './billing/billingAccount.rejections.js';
import { invoiceRejections } from './billing/invoice.rejections.js';
import { type UsageRejection, usageRejections } from './billing/usage.rejections.js';
import { type HttpRefusal, httpRefusals, type ProblemKind } from './httpRefusals.js';
import { type IdentityRejection, identityRejections } from './identity/identity.rejections.js';
import { secondFactorRejections } from './identity/secondFactor.rejections.js';
import { organizationRejections, type TeamRejection } from './team/organization.rejections.js';
import { type WebhookEndpointRejection, webhookEndpointRejections } from './team/webhookEndpoint.rejections.js';

/** Every way the domain and the use cases refuse: the union of their rejection types. */
export type Rejection =
  | 'REVISION_MISMATCH'
  | 'STREAM_BUSY'
  | 'INVALID_RANGE'
  | 'RANGE_TOO_LARGE'
  | InvoiceRejection
  | StripeCustomerRejection
  | BillingRejection
  | UsageRejection
  | TeamRejection
  | WebhookEndpointRejection
  | IdentityRejection
  | SecondFactorRejection
  | WebhookRejection;

const rejections = {
  ...billingAccountRejections,
  ...invoiceRejections,
  ...usageRejections,
  ...organizationRejections,
  ...webhookEndpointRejections,
  ...identityRejections,
  ...secondFactorRejections,
  REVISION_MISMATCH: {
    status: 412,
    title: 'It has changed since you read it',
    detail: 'Read it again, decide whether your change still holds, and send it with the new ETag in If-Match.',
  },
  STREAM_BUSY: {
    status: 409,
    title: 'Others are changing the same thing',
    detail: 'Nothing was changed. Send the request again.',
  },
  INVALID_RANGE: {
    status: 422,
    title: 'The range ends before it begins',
    detail: '`to` must not lie before `from`.',
  },
  RANGE_TOO_LARGE: {
    status: 422,
    title: 'The range is too large',
    detail: 'Ask for at most 400 days at once.',
  },
  STRIPE_CUSTOMER_OF_ANOTHER_ORGANIZATION: {
    status: 409,
    title: 'The Stripe customer belongs to another organization',
    detail: 'A Stripe customer stays with the organization it was first linked to. Use a customer of your own.',
  },
  SIGNATURE_MISSING: {
    status: 400,
    title: 'The signature is missing',
    detail: 'Stripe signs each delivery in the Stripe-Signature header; this request has none.',
  },
  SIGNATURE_INVALID: {
    status: 400,
    title: 'The signature is not right',
    detail:
      'No signature matches the body under a webhook secret in force. Check STRIPE_WEBHOOK_SECRET, and that no proxy rewrites the body.',
  },
  TIMESTAMP_OUT_OF_TOLERANCE: {
    status: 400,
    title: 'The signature is too old or from the future',
    detail: 'Its time lies more than five minutes from ours. Deliver the event again; check both clocks.',
  },
  PAYLOAD_UNREADABLE: {
    status: 400,
    title: 'The body is not a Stripe event',
    detail: 'The signature is right, but the body is not a snapshot event as Stripe describes it.',
  },
  LIVEMODE_MISMATCH: {
    status: 400,
    title: 'The event is of the other mode',
    detail:
      'A test key takes events of test mode, a live key those of live mode. Check which mode the webhook endpoint is in.',
  },
} satisfies Record<Rejection, ProblemKind>;

/** What an answer can be refused with. On the wire a code is in lower case. */
export type RefusalCode = Rejection | HttpRefusal;

const kinds: Readonly<Record<RefusalCode, ProblemKind>> = { ...httpRefusals, ...rejections };

/** Status and texts of a refusal. */
export const problemKind = (code: RefusalCode): ProblemKind => kinds[code];

/** The stable URI of a refusal (RFC 9457, `type`). */
export const problemType = (code: RefusalCode): string => `https://objecta.dev/problems/${code.toLowerCase()}`;
