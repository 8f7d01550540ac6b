import { accept, type Decider } from '../../decider.js';
import type { ReminderCommand } from './reminder.commands.js';
import type { ReminderEvent } from './reminder.events.js';

/** The moments that have been announced for a subscription. */
export type Reminders = Readonly<{ trialEnds: readonly string[]; renewals: readonly string[] }>;

/** Each end of a trial and each renewal is announced once. */
export const reminderDecider: Decider<Reminders, ReminderCommand, ReminderEvent, never> = {
  initialState: { trialEnds: [], renewals: [] },

  evolve(state, { type, data }) {
    switch (type) {
      case 'TrialEndingAnnounced':
        return { ...state, trialEnds: [...state.trialEnds, data.trialEndsAt] };
      case 'RenewalAnnounced':
        return { ...state, renewals: [...state.renewals, data.renewsAt] };
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
    }
  },
};
