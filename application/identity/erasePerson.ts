import { userStream } from '../../domain/identity/streams.js';
import { lockedOutUntil } from '../../domain/identity/user/decideSignIn.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { Organization } from '../../domain/team/organization/organizationState.js';
import { isLastOwner } from '../../domain/team/organization/rights.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import { laterPosition } from '../laterPosition.js';
import type { Clock } from '../ports/clock.js';
import type { PersonTracing } from '../ports/personTraces.js';
import type { Attempts } from './attempts.js';
import type { EndSessions } from './endSessions.js';
import { leaveOwned } from './leaveOwned.js';
import type { People } from './people.js';
import type { ReadSecondFactor, ShownSecondFactor } from './readSecondFactor.js';
import type { RecordFailedSignIn } from './recordFailedSignIn.js';
import type { VerifyPassword } from './verifyPassword.js';

export type ErasureRequest = ShownSecondFactor &
  Readonly<{ userId: string; sessionId: string; password?: string | undefined; ip: string }>;
export type ErasureAnswer =
  | Readonly<{ accepted: true; position: bigint }>
  | Readonly<{ accepted: false; rejection: 'LAST_OWNER_OF'; organizationId: string; name: string }>
  | Readonly<{ accepted: false; rejection: 'SIGN_IN_LOCKED'; until: Date }>
  | Readonly<{ accepted: false; rejection: 'PASSWORD_WRONG' | 'CODE_INVALID' | 'PROOF_REQUIRED' | 'STREAM_BUSY' }>;

export type ErasePerson = (request: ErasureRequest, context: CommandContext) => Promise<ErasureAnswer>;

export type ErasingPersons = Readonly<{
  handleCommand: HandleCommand;
  people: Pick<People, 'byId'>;
  verifyPassword: VerifyPassword;
  attempts: Attempts;
  readSecondFactor: ReadSecondFactor;
  recordFailedSignIn: RecordFailedSignIn;
  endSessions: EndSessions;
  organizationNow: (organizationId: string) => Promise<Organization>;
  tracing: Pick<PersonTracing, 'organizationsOf'>;
  clock: Clock;
}>;

const refuse = <const R extends string>(rejection: R) => ({ accepted: false, rejection }) as const;

/**
 * Erases the person who asks, once it has proven again who it is and leaves no organization without an owner: what it owns with
 * others it leaves first, so that none of two owners who ask at once relies on the other. From the answer on nobody signs in
 * with it; a reaction then removes the person everywhere and deletes its keys (GDPR, article 17).
 */
export const erasePerson =
  (parts: ErasingPersons): ErasePerson =>
  async (request, context) => {
    const {
      handleCommand,
      people,
      readSecondFactor,
      recordFailedSignIn,
      endSessions,
      organizationNow,
      tracing,
      clock,
    } = parts;
    const { userId, sessionId } = request;
    const person = await people.byId(userId);
    if (person.status !== 'registered') return refuse('PROOF_REQUIRED');
    const organizationIds = await tracing.organizationsOf(userId);
    const organizations = await Promise.all(organizationIds.map(organizationNow));
    for (const organization of organizations) {
      const { organizationId, name } = organization;
      if (organizationId !== null && isLastOwner(organization, userId))
        return { ...refuse('LAST_OWNER_OF'), organizationId, name };
    }
    const proven = await proofOf(parts, person.email, request, context.correlationId);
    if (!proven.accepted) return proven;
    const now = clock.now();
    const until = lockedOutUntil(person, request.ip, now);
    if (until !== undefined) return { ...refuse('SIGN_IN_LOCKED'), until: new Date(until) };
    const secondFactor = (await readSecondFactor(person, request, now)) ?? null;
    const data = { userId, sessionId, verifiedHash: proven.verifiedHash, secondFactor };
    const command = { type: 'ErasePerson', data, now } as const;
    if (userDecider.decide(command, person).accepted) {
      const stopped = await leaveOwned(handleCommand, clock)(userId, organizations, context);
      if (stopped) return { accepted: false, ...stopped };
    }
    const handled = await handleCommand(userStream(userId), userDecider, command, context);
    if (!handled.accepted) {
      if (handled.rejection === 'CODE_INVALID')
        recordFailedSignIn(
          { userId, ip: request.ip, factor: request.totp === undefined ? 'recoveryCode' : 'totp' },
          context.correlationId,
        );
      return refuse(rejectionOf(handled.rejection));
    }
    const sessionIds = person.sessions.map((session) => session.sessionId);
    return {
      accepted: true,
      position: laterPosition(handled.position, await endSessions(sessionIds, 'erased', context)),
    };
  };

const rejectionOf = (rejection: string) => {
  if (rejection === 'CODE_INVALID' || rejection === 'STREAM_BUSY') return rejection;
  return rejection === 'SIGN_IN_FAILED' ? 'PASSWORD_WRONG' : 'PROOF_REQUIRED';
};

async function proofOf(
  { verifyPassword, attempts }: ErasingPersons,
  email: string,
  { userId, password, ip }: ErasureRequest,
  correlationId: string,
) {
  if (password === undefined) return { accepted: true, verifiedHash: null } as const;
  const verified = await verifyPassword({ email, password, ip, correlationId });
  if (verified.outcome === 'locked') return { ...refuse('SIGN_IN_LOCKED'), until: verified.until };
  if (verified.outcome === 'wrong' || verified.user.userId !== userId) return refuse('PASSWORD_WRONG');
  attempts.succeeded(verified.digest, ip);
  return { accepted: true, verifiedHash: verified.user.passwordHash } as const;
}
