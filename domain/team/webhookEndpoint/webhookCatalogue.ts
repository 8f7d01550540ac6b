import type {
  SubscriptionChanged,
  SubscriptionEnded,
  SubscriptionStarted,
} from '../../billing/billingAccount/billingAccount.events.js';
import type { AccessRestored, AccessRestricted } from '../../billing/dunning/dunning.events.js';
import type {
  InvoiceFinalized,
  InvoicePaid,
  InvoicePaymentFailed,
  InvoiceVoided,
  RefundSucceeded,
} from '../../billing/invoice/invoice.events.js';
import type { UsageThresholdReached } from '../../billing/usage/usageBook.events.js';
import type { InvitationAccepted, InvitationRevoked, MemberInvited } from '../organization/invitation.events.js';
import type {
  MemberJoined,
  MemberReactivated,
  MemberRemoved,
  MemberRoleChanged,
  MemberSuspended,
} from '../organization/member.events.js';

export type DeliveredEvent =
  | SubscriptionStarted
  | SubscriptionChanged
  | SubscriptionEnded
  | InvoiceFinalized
  | InvoicePaid
  | InvoicePaymentFailed
  | InvoiceVoided
  | RefundSucceeded
  | AccessRestricted
  | AccessRestored
  | UsageThresholdReached
  | MemberJoined
  | MemberRoleChanged
  | MemberSuspended
  | MemberReactivated
  | MemberRemoved
  | MemberInvited
  | InvitationAccepted
  | InvitationRevoked;

type Value = string | number | boolean | null;
/** What a receiver is told beside the organization's id: ids and facts, never a name or an address of a person. */
export type WebhookData = Readonly<Record<string, Value>>;

/** A public event type: `data` is a promise to receivers. Add fields; never rename, retype or drop one. */
export type PublicEvent<Data = never> = Readonly<{
  type: string;
  description: string;
  /** Undefined where this one event is nothing to tell. */
  data: (data: Data) => WebhookData | undefined;
}>;

const subscriptionOf = ({ subscription }: SubscriptionStarted['data']): WebhookData => {
  const { subscriptionId, status, planId, quantity, currency, currentPeriodEnd, cancelAt, endedAt } = subscription;
  const seats = subscription.seats ?? quantity;
  return { subscriptionId, status, planId, seats, currency, currentPeriodEnd, cancelAt, endedAt };
};
const invoiceOf = ({ invoice }: InvoicePaid['data']): WebhookData => {
  const { invoiceId, number, status, currency, total, amountDue, amountPaid, amountRemaining, subscriptionId } =
    invoice;
  return { invoiceId, number, status, currency, total, amountDue, amountPaid, amountRemaining, subscriptionId };
};

/** Every event that endpoints are told of, by the event of the log behind it. */
export const webhookCatalogue: {
  readonly [T in DeliveredEvent['type']]: PublicEvent<Extract<DeliveredEvent, { type: T }>['data']>;
} = {
  SubscriptionStarted: {
    type: 'subscription.started',
    description: 'A subscription began, perhaps as a trial.',
    data: subscriptionOf,
  },
  SubscriptionChanged: {
    type: 'subscription.changed',
    description: 'Plan, seats, status or dates of the subscription changed.',
    data: subscriptionOf,
  },
  SubscriptionEnded: {
    type: 'subscription.ended',
    description: 'The subscription ended for good.',
    data: subscriptionOf,
  },
  InvoiceFinalized: {
    type: 'invoice.finalized',
    description: 'An invoice is final and due; amounts in minor units.',
    data: invoiceOf,
  },
  InvoicePaid: { type: 'invoice.paid', description: 'An invoice was paid.', data: invoiceOf },
  InvoicePaymentFailed: {
    type: 'invoice.payment_failed',
    description: 'An attempt to collect an invoice failed.',
    data: (data) => (data.afterPayment ? undefined : { ...invoiceOf(data), attempt: data.invoice.attemptCount }),
  },
  InvoiceVoided: { type: 'invoice.voided', description: 'An invoice was voided.', data: invoiceOf },
  RefundSucceeded: {
    type: 'invoice.refunded',
    description: 'Money was given back; the amount in minor units.',
    data: ({ refund: { refundId, invoiceId, amount, currency } }) => ({ refundId, invoiceId, amount, currency }),
  },
  AccessRestricted: {
    type: 'access.restricted',
    description: 'What changes things is refused until the invoice is paid.',
    data: ({ arrears: { invoiceId }, because }) => ({ invoiceId, because }),
  },
  AccessRestored: {
    type: 'access.restored',
    description: 'Nothing holds access back any more.',
    data: ({ invoiceId }) => ({ invoiceId }),
  },
  UsageThresholdReached: {
    type: 'usage.threshold_reached',
    description: 'So many percent of the included usage of a meter are used up.',
    data: ({ meter, period, threshold, quantity, included, limit }) => ({
      ...{ meter, periodStart: period.start, periodEnd: period.end },
      ...{ threshold, quantity, included, limit },
    }),
  },
  MemberJoined: {
    type: 'member.joined',
    description: 'Somebody became a member; `role` is a built-in role or the id of one of your own.',
    data: ({ userId, role, via, invitationId }) => ({ userId, role, via, invitationId }),
  },
  MemberRoleChanged: {
    type: 'member.role_changed',
    description: 'A member has another role.',
    data: ({ userId, from, to, by }) => ({ userId, from, to, by }),
  },
  MemberSuspended: {
    type: 'member.suspended',
    description: 'A member was suspended.',
    data: ({ userId, by }) => ({ userId, by }),
  },
  MemberReactivated: {
    type: 'member.reactivated',
    description: 'A suspended member is back.',
    data: ({ userId, by }) => ({ userId, by }),
  },
  MemberRemoved: {
    type: 'member.removed',
    description: 'A member was removed, or left: then `by` is the member.',
    data: ({ userId, by }) => ({ userId, by }),
  },
  MemberInvited: {
    type: 'invitation.sent',
    description: 'Somebody was invited.',
    data: ({ invitationId, role, expiresAt, by }) => ({ invitationId, role, expiresAt, by }),
  },
  InvitationAccepted: {
    type: 'invitation.accepted',
    description: 'An invitation was accepted; `member.joined` follows.',
    data: ({ invitationId, userId }) => ({ invitationId, userId }),
  },
  InvitationRevoked: {
    type: 'invitation.revoked',
    description: 'An invitation is good no more.',
    data: ({ invitationId, because }) => ({ invitationId, because }),
  },
};

/** What a test delivers. */
export const testEvent = { type: 'webhook.test', description: 'Sent on request, to one endpoint only.' } as const;

/** Every type an endpoint can ask for, in the order of the catalogue. */
export const webhookEventTypes: readonly string[] = Object.values(webhookCatalogue).map(({ type }) => type);
