import { canonicalEmail } from '../../domain/emailAddress.js';
import { emailAddressDecider } from '../../domain/identity/emailAddress/emailAddress.decider.js';
import { type Session, sessionDecider } from '../../domain/identity/session/session.decider.js';
import { emailAddressStream, sessionStream, userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { User } from '../../domain/identity/user/userState.js';
import { derivedId } from '../derivedIds.js';
import type { CurrentState } from '../handleCommand.js';
import type { PersonalData } from '../ports/personalData.js';

/** Whoever an address may belong to. */
export type FoundPerson = Readonly<{
  /** The keyed digest of the canonical address. */
  digest: string;
  /** Of whom the address is claimed for; where nobody claimed it, an id that nobody has. */
  userId: string;
  claimed: boolean;
  user: User;
}>;

/** People and their sessions as the log holds them now. */
export type People = Readonly<{
  /** Costs the same whether somebody has the address or nobody. */
  byEmail: (email: string) => Promise<FoundPerson>;
  byId: (userId: string) => Promise<User>;
  session: (sessionId: string) => Promise<Session>;
}>;

export function people(currentState: CurrentState, personalData: Pick<PersonalData, 'digest'>): People {
  const byId = (userId: string) => currentState(userStream(userId), userDecider);
  return {
    byId,
    session: (sessionId) => currentState(sessionStream(sessionId), sessionDecider),
    byEmail: async (email) => {
      const digest = await personalData.digest('emailAddresses', canonicalEmail(email) ?? email);
      const { userId: owner } = await currentState(emailAddressStream(digest), emailAddressDecider);
      const userId = owner ?? derivedId('nobody', digest);
      return { digest, userId, claimed: owner !== null, user: await byId(userId) };
    },
  };
}
