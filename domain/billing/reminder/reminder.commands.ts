import type { Command } from '../../command.js';
import type { InvoiceDueAnnounced, RenewalAnnounced, TrialEndingAnnounced } from './reminder.events.js';

export type AnnounceTrialEnding = Command<'AnnounceTrialEnding', TrialEndingAnnounced['data']>;
export type AnnounceRenewal = Command<'AnnounceRenewal', RenewalAnnounced['data']>;
export type AnnounceInvoiceDue = Command<'AnnounceInvoiceDue', InvoiceDueAnnounced['data']>;
export type ReminderCommand = AnnounceTrialEnding | AnnounceRenewal | AnnounceInvoiceDue;
