import { accept, type Decider } from '../../decider.js';
import type { ReminderCommand } from './reminder.commands.js';
import type { ReminderEvent } from './reminder.events.js';

/** What has been announced for a subscription or an invoice. */
export type Reminders = Readonly<{
  trialEnds: readonly string[];
  renewals: readonly string[];
  /** The days an invoice is due, and those it was overdue since. */
  due: readonly string[];
  overdue: readonly string[];
}>;

/** Each end of a trial, each renewal and each day an invoice is due is announced once. */
export const reminderDecider: Decider<Reminders, ReminderCommand, ReminderEvent, never> = {
  initialState: { trialEnds: [], renewals: [], due: [], overdue: [] },

  evolve(state, { type, data }) {
    switch (type) {
      case 'TrialEndingAnnounced':
        return { ...state, trialEnds: [...state.trialEnds, data.trialEndsAt] };
      case 'RenewalAnnounced':
        return { ...state, renewals: [...state.renewals, data.renewsAt] };
      case 'InvoiceDueAnnounced':
        return data.overdue
          ? { ...state, overdue: [...state.overdue, data.dueAt] }
          : { ...state, due: [...state.due, data.dueAt] };
    }
  },

  decide({ type, data }, state) {
    switch (type) {
      case 'AnnounceTrialEnding': {
        const { organizationId, subscriptionId, trialEndsAt } = data;
        if (state.trialEnds.includes(trialEndsAt)) return accept();
        return accept({ type: 'TrialEndingAnnounced', data: { organizationId, subscriptionId, trialEndsAt } });
      }
      case 'AnnounceRenewal': {
        const { organizationId, subscriptionId, renewsAt, amountDue, currency } = data;
        if (state.renewals.includes(renewsAt)) return accept();
        return accept({
          type: 'RenewalAnnounced',
          data: { organizationId, subscriptionId, renewsAt, amountDue, currency },
        });
      }
      case 'AnnounceInvoiceDue': {
        // Nobody is told beforehand of what is late already.
        const told = data.overdue ? state.overdue : [...state.due, ...state.overdue];
        return told.includes(data.dueAt) ? accept() : accept({ type: 'InvoiceDueAnnounced', data });
      }
    }
  },
};
