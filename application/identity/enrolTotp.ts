import { userStream } from '../../domain/identity/streams.js';
import type { UserRejection } from '../../domain/identity/user/user.commands.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { OneTimePasswords } from '../ports/oneTimePasswords.js';
import type { People } from './people.js';
import type { VerifyPassword } from './verifyPassword.js';

export type Enrolment = Readonly<{ userId: string; password: string; ip: string }>;
export type Enrolled =
  | (Extract<Handled<UserRejection>, { accepted: true }> & Readonly<{ secret: string; uri: string }>)
  | Extract<Handled<UserRejection>, { accepted: false }>
  | Readonly<{ accepted: false; rejection: 'SIGN_IN_LOCKED'; until: Date }>;

export type EnrolTotp = (enrolment: Enrolment, context: CommandContext) => Promise<Enrolled>;

/** Gives a person a new secret for an authenticator app; it counts once a code has confirmed it. Takes the password. */
export const enrolTotp =
  (
    handleCommand: HandleCommand,
    people: People,
    verifyPassword: VerifyPassword,
    oneTimePasswords: OneTimePasswords,
    clock: Clock,
  ): EnrolTotp =>
  async ({ userId, password, ip }, context) => {
    const user = await people.byId(userId);
    if (user.status !== 'registered') return { accepted: false, rejection: 'SIGN_IN_FAILED' };
    const { email } = user;
    const verified = await verifyPassword({ email, password, ip, correlationId: context.correlationId });
    if (verified.outcome === 'locked') return { accepted: false, rejection: 'SIGN_IN_LOCKED', until: verified.until };
    if (verified.outcome === 'wrong' || verified.user.userId !== userId)
      return { accepted: false, rejection: 'SIGN_IN_FAILED' };

    const data = { userId, secret: oneTimePasswords.newSecret() };
    const command = { type: 'EnrolTotp', data, now: clock.now() } as const;
    const handled = await handleCommand(userStream(userId), userDecider, command, context);
    if (!handled.accepted) return handled;
    // Asked twice, it is the secret of the first time.
    const enrolled = await people.byId(userId);
    if (enrolled.status !== 'registered' || enrolled.secondFactor.status !== 'enrolled')
      return { accepted: false, rejection: 'TOTP_IN_FORCE' };
    const { secret } = enrolled.secondFactor;
    return { ...handled, secret, uri: oneTimePasswords.uri(secret, email) };
  };
