import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { invoiceDecider } from '../../domain/billing/invoice/invoice.decider.js';
import { reminderDecider } from '../../domain/billing/reminder/reminder.decider.js';
import {
  billingAccountStream,
  invoiceStream,
  paymentStream,
  reminderStream,
  stripeNoticeStream,
} from '../../domain/billing/streams.js';
import { stripeNoticeDecider } from '../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { StripeFact, TouchedFact } from '../ports/stripeFacts.js';
import type { RecordCustomer } from './recordCustomer.js';
import type { RecordInvoiceFact } from './recordInvoiceFact.js';

export type RecordStripeFact = (
  fact: Exclude<StripeFact, TouchedFact>,
  /** Null only for a notice that concerns no organization. */
  organizationId: string | null,
  context: CommandContext,
) => Promise<Handled<string>>;

/** Brings ours into line with a fact of Stripe's: one command against the aggregate it belongs to. */
export const recordStripeFact =
  (
    recordInvoice: RecordInvoiceFact,
    recordCustomer: RecordCustomer,
    handleCommand: HandleCommand,
    clock: Clock,
  ): RecordStripeFact =>
  async (fact, organizationId, context) => {
    const now = clock.now();
    if (fact.kind === 'notice') {
      const { observed, fetched } = fact;
      const command = { type: 'NoteStripeObject', data: { organizationId, observed, fetched }, now } as const;
      return handleCommand(stripeNoticeStream(observed.id), stripeNoticeDecider, command, context);
    }
    if (organizationId === null) throw new Error(`a ${fact.kind} of no organization cannot be recorded`);
    switch (fact.kind) {
      case 'subscription': {
        const { subscription, source, observedAt, fetched } = fact;
        const data = { organizationId, subscription, source, observedAt, fetched };
        const command = { type: 'SyncSubscription', data, now } as const;
        return handleCommand(billingAccountStream(organizationId), billingAccountDecider, command, context);
      }
      case 'invoice':
        return recordInvoice(fact, organizationId, context);
      case 'creditNote': {
        const { creditNote, fetched } = fact;
        const data = { organizationId, creditNote, fetched };
        const command = { type: 'RecordCreditNote', data, now } as const;
        return handleCommand(invoiceStream(creditNote.invoiceId), invoiceDecider, command, context);
      }
      case 'refund': {
        const { refund, fetched } = fact;
        const command = { type: 'RecordRefund', data: { organizationId, refund, fetched }, now } as const;
        return handleCommand(streamOf(refund, refund.refundId), invoiceDecider, command, context);
      }
      case 'dispute': {
        const { dispute, fetched } = fact;
        const command = { type: 'RecordDispute', data: { organizationId, dispute, fetched }, now } as const;
        return handleCommand(streamOf(dispute, dispute.disputeId), invoiceDecider, command, context);
      }
      case 'customer':
        return recordCustomer(fact, organizationId, context);
      case 'paymentMethod': {
        const { paymentMethod, change } = fact;
        const command = { type: 'SyncPaymentMethod', data: { organizationId, paymentMethod, change }, now } as const;
        return handleCommand(billingAccountStream(organizationId), billingAccountDecider, command, context);
      }
      case 'trialEnding': {
        const { subscriptionId, trialEndsAt } = fact;
        const data = { organizationId, subscriptionId, trialEndsAt };
        const command = { type: 'AnnounceTrialEnding', data, now } as const;
        return handleCommand(reminderStream(subscriptionId), reminderDecider, command, context);
      }
      case 'invoiceDue': {
        const { invoiceId, number, dueAt, overdue, amountDue, currency, hostedInvoiceUrl } = fact;
        const data = { organizationId, invoiceId, number, dueAt, overdue, amountDue, currency, hostedInvoiceUrl };
        const command = { type: 'AnnounceInvoiceDue', data, now } as const;
        return handleCommand(reminderStream(invoiceId), reminderDecider, command, context);
      }
      case 'renewal': {
        const { subscriptionId, renewsAt, amountDue, currency } = fact;
        const data = { organizationId, subscriptionId, renewsAt, amountDue, currency };
        const command = { type: 'AnnounceRenewal', data, now } as const;
        return handleCommand(reminderStream(subscriptionId), reminderDecider, command, context);
      }
    }
  };

/** The invoice that was paid; a payment for no invoice has a stream of its own. */
const streamOf = (
  {
    invoiceId,
    paymentIntentId,
    chargeId,
  }: Readonly<{ invoiceId: string | null; paymentIntentId: string | null; chargeId: string | null }>,
  id: string,
): string => (invoiceId ? invoiceStream(invoiceId) : paymentStream(paymentIntentId ?? chargeId ?? id));
