import { accept, type Decider, reject } from '../../decider.js';
import type { EmailAddressCommand, EmailAddressRejection } from './emailAddress.commands.js';
import type { EmailAddressEvent } from './emailAddress.events.js';

/** Whose an address is; null while it is free. */
export type EmailAddress = Readonly<{ userId: string | null }>;

/** An address belongs to one person at most. */
export const emailAddressDecider: Decider<EmailAddress, EmailAddressCommand, EmailAddressEvent, EmailAddressRejection> =
  {
    initialState: { userId: null },

    evolve(_, { type, data }) {
      switch (type) {
        case 'EmailAddressClaimed':
          return { userId: data.userId };
        case 'EmailAddressReleased':
          return { userId: null };
      }
    },

    decide({ type, data }, { userId: owner }) {
      const { digest, userId } = data;
      switch (type) {
        case 'ClaimEmailAddress':
          if (owner === userId) return accept();
          if (owner !== null) return reject('EMAIL_TAKEN');
          return accept({ type: 'EmailAddressClaimed', data: { digest, userId } });
        case 'ReleaseEmailAddress':
          if (owner !== userId) return accept();
          return accept({ type: 'EmailAddressReleased', data: { digest, userId } });
      }
    },
  };
