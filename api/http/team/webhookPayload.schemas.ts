import { z } from 'zod';
import { testEvent, webhookCatalogue } from '../../../domain/team/webhookEndpoint/webhookCatalogue.js';
import { instant } from './member.schemas.js';

const id = z.string();
const optionalId = z.string().nullable();
const amount = z.int().meta({ description: 'In minor units of the currency.' });
const currency = z.string().meta({ example: 'usd' });
const role = z.string().meta({ description: "A built-in role's name or a custom role's id." });
const by = z.string().meta({ description: 'Who did it.' });

const subscription = {
  ...{ subscriptionId: id, status: z.string(), planId: optionalId, seats: z.int(), currency },
  ...{ currentPeriodEnd: instant, cancelAt: instant.nullable(), endedAt: instant.nullable() },
};
const invoice = {
  ...{ invoiceId: id, number: z.string().nullable(), status: z.string(), currency, total: amount, amountDue: amount },
  ...{ amountPaid: amount, amountRemaining: amount, subscriptionId: optionalId },
};
const member = { userId: id, by };

/** What `data` holds beside `organizationId`, by event type. */
const fields: Readonly<Record<string, z.ZodRawShape>> = {
  'subscription.started': subscription,
  'subscription.changed': subscription,
  'subscription.ended': subscription,
  'invoice.finalized': invoice,
  'invoice.paid': invoice,
  'invoice.payment_failed': { ...invoice, attempt: z.int() },
  'invoice.voided': invoice,
  'invoice.refunded': { refundId: id, invoiceId: optionalId, amount, currency },
  'access.restricted': { invoiceId: id, because: z.string() },
  'access.restored': { invoiceId: id },
  'usage.threshold_reached': {
    ...{ meter: z.string(), periodStart: instant, periodEnd: instant },
    ...{
      threshold: z.int().meta({ description: 'Percent.' }),
      quantity: z.int(),
      included: z.int(),
      limit: z.string(),
    },
  },
  'member.joined': { userId: id, role, via: z.string(), invitationId: optionalId },
  'member.role_changed': { userId: id, from: role, to: role, by },
  'member.suspended': member,
  'member.reactivated': member,
  'member.removed': member,
  'invitation.sent': { invitationId: id, role, expiresAt: instant, by },
  'invitation.accepted': { invitationId: id, userId: id },
  'invitation.revoked': { invitationId: id, because: z.string() },
  'webhook.test': { endpointId: id },
};

/** Every webhook as it is delivered: its type, what it is about, and the schema of its body. Fields may be added. */
export const webhookPayloads = [...Object.values(webhookCatalogue), testEvent].map(({ type, description }) => ({
  type,
  description,
  body: z.object({
    type: z.literal(type),
    timestamp: instant.meta({ description: 'When it happened.' }),
    data: z.object({ organizationId: id, ...fields[type] }),
  }),
}));
