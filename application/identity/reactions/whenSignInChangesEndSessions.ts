import type { SessionEndReason } from '../../../domain/identity/session/session.events.js';
import type {
  PasswordChanged,
  SignedIn,
  TotpConfirmed,
  TotpRemoved,
} from '../../../domain/identity/user/user.events.js';
import { derivedId } from '../../derivedIds.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { EndSessions } from '../endSessions.js';

const NAME = 'identity.end-sessions';

type EndingEvent = PasswordChanged | SignedIn | TotpConfirmed | TotpRemoved;
const reasons: Readonly<Record<EndingEvent['type'], SessionEndReason>> = {
  PasswordChanged: 'passwordChanged',
  SignedIn: 'revoked',
  TotpConfirmed: 'secondFactorChanged',
  TotpRemoved: 'secondFactorChanged',
};

/** Ends the sessions that an event in a person's stream names, should whoever caused it not have come to it. */
export const whenSignInChangesEndSessions = (endSessions: EndSessions): Reaction<EndingEvent> => ({
  name: NAME,
  eventType: ['PasswordChanged', 'SignedIn', 'TotpConfirmed', 'TotpRemoved'],
  lane: ({ data }) => data.userId,

  async react({ id, type, data, metadata }) {
    await endSessions(data.sessionsEnded ?? [], reasons[type], {
      commandId: derivedId(NAME, id),
      correlationId: metadata.$correlationId,
      causationId: id,
      organizationId: null,
      actor: { kind: 'system', id: NAME },
    });
  },
});
