import { emailAddressDecider } from '../../domain/identity/emailAddress/emailAddress.decider.js';
import { emailAddressStream, userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CommandHandling } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { FoundPerson } from './people.js';

export type NewPerson = Readonly<{
  /** Canonical. */
  email: string;
  name: string;
  passwordHash: string | null;
  emailVerified: boolean;
}>;

export type Registered =
  | Readonly<{ accepted: true; userId: string; position: bigint }>
  | Readonly<{ accepted: false; rejection: 'EMAIL_TAKEN' | 'STREAM_BUSY' }>;

/** @param userId for the person, where the address is free; by default it comes from the command's id */
export type RegisterPerson = (
  found: Pick<FoundPerson, 'digest' | 'userId' | 'claimed'>,
  person: NewPerson,
  context: Omit<CommandContext, 'actor'>,
  userId?: string,
) => Promise<Registered>;

/**
 * Claims the address, then registers the person that the claim names. A claim whose person was never registered, since
 * the process died in between, is taken over under the same id: a crash locks no address.
 */
export const registerPerson =
  (
    { handleCommand, currentState }: CommandHandling,
    secretTokens: Pick<SecretTokens, 'mint'>,
    clock: Clock,
  ): RegisterPerson =>
  async ({ digest, userId: known, claimed }, { email, name, passwordHash, emailVerified }, asked, wantedId) => {
    const context = (userId: string, step: string) =>
      ({ ...asked, commandId: derivedId(step, asked.commandId), actor: { kind: 'user', id: userId } }) as const;
    const stream = emailAddressStream(digest);

    async function claim(): Promise<string> {
      const userId = wantedId ?? derivedId('user', asked.commandId);
      const command = { type: 'ClaimEmailAddress', data: { digest, userId }, now: clock.now() } as const;
      await handleCommand(stream, emailAddressDecider, command, context(userId, 'claim'), { likelyNew: true });
      // Whoever was first: it may have been somebody else.
      const { userId: owner } = await currentState(stream, emailAddressDecider);
      return owner ?? userId;
    }

    const userId = claimed ? known : await claim();
    const verification = emailVerified
      ? undefined
      : await secretTokens.mint('emailVerification', { ids: [userId], generation: 1 });
    const data = { userId, email, name, passwordHash, verificationTokenHash: verification?.hash ?? null };
    const handled = await handleCommand(
      userStream(userId),
      userDecider,
      { type: 'RegisterUser', data, now: clock.now() },
      context(userId, 'register'),
      { likelyNew: passwordHash !== null },
    );
    if (handled.accepted) return { accepted: true, userId, position: handled.position };
    return { accepted: false, rejection: handled.rejection === 'STREAM_BUSY' ? 'STREAM_BUSY' : 'EMAIL_TAKEN' };
  };
