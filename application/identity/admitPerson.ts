import { emailAddressDecider } from '../../domain/identity/emailAddress/emailAddress.decider.js';
import { isLive, sessionDecider } from '../../domain/identity/session/session.decider.js';
import { emailAddressStream, sessionStream, userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { User } from '../../domain/identity/user/userState.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { ProvenIdentity } from '../ports/identityProvider.js';
import type { People } from './people.js';

export type AdmissionRefusal =
  /** The provider does not say that it has verified an address, and nobody can be registered without. */
  | 'EMAIL_NOT_VERIFIED'
  /** Somebody else was registered with the address, under another identity. */
  | 'EMAIL_TAKEN'
  | 'PERSON_ERASED'
  | 'SESSION_ENDED';
/** `organizationId` is the one the provider named; undefined where it named none: the one the session is in. */
export type AdmittedPerson = Readonly<{
  userId: string;
  sessionId: string;
  organizationId: string | undefined;
  expiresAt: Date;
}>;
export type Admission =
  | Readonly<{ admitted: true; person: AdmittedPerson }>
  | Readonly<{ admitted: false; refusal: AdmissionRefusal }>;
export type AdmitPerson = (identity: ProvenIdentity) => Promise<Admission>;

const REFRESHED_BEFORE_END_MS = 15 * 86_400_000;

const refuse = (refusal: AdmissionRefusal): Admission => ({ admitted: false, refusal });

/**
 * Who an outside identity provider has signed in: registered when first seen, known by issuer and subject from then on,
 * whatever becomes of the address. The sign-in at the provider is a session of ours, so that it is listed and can be ended.
 */
export function admitPerson(handleCommand: HandleCommand, people: People, clock: Clock): AdmitPerson {
  const contextOf = (userId: string, ...parts: readonly (string | number)[]): CommandContext => {
    const commandId = derivedId(userId, ...parts);
    return {
      ...{ commandId, correlationId: commandId, causationId: commandId, organizationId: null },
      actor: { kind: 'user', id: userId },
    };
  };

  async function register(userId: string, { email, name }: ProvenIdentity): Promise<AdmissionRefusal | undefined> {
    if (email === null) return 'EMAIL_NOT_VERIFIED';
    const now = clock.now();
    const { digest, userId: owner, claimed, user } = await people.byEmail(email);
    const stream = emailAddressStream(digest);
    if (claimed && owner !== userId) {
      // Whoever claimed an address and never got as far as to be registered does not keep it from others.
      if (user.status !== 'none') return 'EMAIL_TAKEN';
      const release = { type: 'ReleaseEmailAddress', data: { digest, userId: owner }, now } as const;
      await handleCommand(stream, emailAddressDecider, release, contextOf(userId, 'release', owner));
    }
    const claim = { type: 'ClaimEmailAddress', data: { digest, userId }, now } as const;
    const handled = await handleCommand(stream, emailAddressDecider, claim, contextOf(userId, 'claim', digest));
    if (!handled.accepted) return 'EMAIL_TAKEN';
    const data = { userId, email, name: name ?? email.slice(0, email.lastIndexOf('@')), passwordHash: null };
    const registration = { type: 'RegisterUser', data: { ...data, verificationTokenHash: null }, now } as const;
    await handleCommand(userStream(userId), userDecider, registration, contextOf(userId, 'register'));
    return undefined;
  }

  async function begin(userId: string, sessionId: string, organizationId: string | null): Promise<boolean> {
    const now = clock.now();
    const facts = { userId, sessionId, organizationId, method: 'identityProvider', ip: '' } as const;
    const signIn = { type: 'SignIn', data: { ...facts, verifiedHash: null, secondFactor: null }, now } as const;
    const signedIn = await handleCommand(
      userStream(userId),
      userDecider,
      signIn,
      contextOf(userId, 'signIn', sessionId),
    );
    if (!signedIn.accepted) return false;
    const start = { type: 'StartSession', data: { ...facts, userAgent: '' }, now } as const;
    await handleCommand(sessionStream(sessionId), sessionDecider, start, contextOf(userId, 'start', sessionId));
    return true;
  }

  const lastOrganization = (user: User) => (user.status === 'registered' ? user.lastOrganizationId : null);

  return async (identity) => {
    const userId = derivedId('identityProvider', identity.issuer, identity.subject);
    const sessionId = derivedId('identityProviderSession', userId, identity.session);
    const user = await people.byId(userId);
    if (user.status === 'erased') return refuse('PERSON_ERASED');
    const refusal = user.status === 'none' ? await register(userId, identity) : undefined;
    if (refusal) return refuse(refusal);

    const known = await people.session(sessionId);
    if (known.status === 'none') {
      const first = identity.organizationId ?? lastOrganization(user);
      if (!(await begin(userId, sessionId, first))) return refuse('PERSON_ERASED');
    }
    const session = known.status === 'none' ? await people.session(sessionId) : known;
    if (!isLive(session, clock.now())) return refuse('SESSION_ENDED');
    if (Date.parse(session.expiresAt) - clock.now().getTime() < REFRESHED_BEFORE_END_MS) {
      const { generation } = session;
      const refresh = { type: 'RefreshSession', data: { sessionId, generation }, now: clock.now() } as const;
      const context = contextOf(userId, 'refresh', sessionId, generation);
      await handleCommand(sessionStream(sessionId), sessionDecider, refresh, context);
    }
    const organizationId = identity.organizationId ?? undefined;
    return { admitted: true, person: { userId, sessionId, organizationId, expiresAt: identity.expiresAt } };
  };
}
