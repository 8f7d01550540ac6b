import { canonicalEmail } from '../../domain/emailAddress.js';
import { type PasswordFlaw, passwordFlaw } from '../../domain/identity/user/passwordFlaw.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { PasswordHashes } from '../ports/passwordHashes.js';
import type { SessionTokens } from './issueSessionTokens.js';
import type { JoinOnSignUp, JoinRejection } from './joinOnSignUp.js';
import type { OpenSession, Origin } from './openSession.js';
import type { People } from './people.js';
import type { RegisterPerson } from './registerPerson.js';

export type SignUpWish = Readonly<{
  email: string;
  password: string;
  name: string;
  /** Of the organization that is created; by default it is named after the person. */
  organizationName?: string | undefined;
  /** Joins that organization in place of creating one. */
  invitationToken?: string | undefined;
}>;

export type SignedUp =
  | Readonly<{ accepted: true; tokens: SessionTokens; emailVerified: boolean; position: bigint }>
  | Readonly<{ accepted: false; rejection: 'PASSWORD_UNSUITABLE'; flaw: PasswordFlaw }>
  | Readonly<{ accepted: false; rejection: SignUpRejection }>;
export type SignUpRejection =
  | 'EMAIL_INVALID'
  | 'EMAIL_TAKEN'
  | JoinRejection
  /** It is an older sign-up, repeated, whose session has ended since. */
  | 'SESSION_ENDED';

export type SignUp = (wish: SignUpWish, origin: Origin, context: Omit<CommandContext, 'actor'>) => Promise<SignedUp>;

export type SigningUp = Readonly<{
  people: People;
  passwordHashes: PasswordHashes;
  registerPerson: RegisterPerson;
  join: JoinOnSignUp;
  openSession: OpenSession;
}>;

/**
 * A person, its organization and its first session. Each step has a command id of its own, derived from the request's: a
 * repetition goes on where the first attempt stopped, and answers the same.
 */
export const signUp =
  ({ people, passwordHashes, registerPerson, join, openSession }: SigningUp): SignUp =>
  async ({ email: written, password, name, organizationName, invitationToken }, origin, asked) => {
    const email = canonicalEmail(written);
    if (email === undefined) return { accepted: false, rejection: 'EMAIL_INVALID' };
    const flaw = passwordFlaw(password, email);
    if (flaw) return { accepted: false, rejection: 'PASSWORD_UNSUITABLE', flaw };

    const joining = await join.prepare(invitationToken, email);
    if (!joining.accepted) return joining;
    const found = await people.byEmail(email);
    // Of somebody who is there already only a repetition goes on, which needs no hash.
    const passwordHash = found.user.status === 'none' ? await passwordHashes.hash(password) : null;
    const emailVerified = invitationToken !== undefined;
    const registered = await registerPerson(found, { email, name, passwordHash, emailVerified }, asked);
    if (!registered.accepted) return registered;

    const { userId } = registered;
    const context = { ...asked, actor: { kind: 'user', id: userId } } as const;
    const person = { userId, name, email };
    const joined = await join.join(joining, person, organizationName, {
      ...context,
      commandId: derivedId('join', asked.commandId),
    });
    if (!joined.accepted) return joined;
    const { organizationId } = joined;
    const opening = {
      ...origin,
      userId,
      organizationId,
      method: 'signUp',
      verifiedHash: null,
      secondFactor: null,
    } as const;
    const opened = await openSession(opening, context);
    if (opened.accepted) return { ...opened, emailVerified };
    return { accepted: false, rejection: opened.rejection === 'STREAM_BUSY' ? 'STREAM_BUSY' : 'SESSION_ENDED' };
  };
