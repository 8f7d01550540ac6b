import { userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { EndSessions } from './endSessions.js';
import type { People } from './people.js';
import type { ShownSecondFactor } from './readSecondFactor.js';
import type { Tried, TryCode } from './tryCode.js';
import type { VerifyPassword } from './verifyPassword.js';

export type Removal = Readonly<{
  userId: string;
  password: string;
  shown: ShownSecondFactor;
  sessionId: string;
  ip: string;
}>;
export type RemoveTotp = (removal: Removal, context: CommandContext) => Promise<Tried>;

/** Takes a second factor away and ends the person's other sessions. Takes the password and a code, or a recovery code. */
export const removeTotp =
  (
    handleCommand: HandleCommand,
    people: People,
    verifyPassword: VerifyPassword,
    tryCode: TryCode,
    endSessions: EndSessions,
  ): RemoveTotp =>
  async ({ userId, password, shown, sessionId, ip }, context) => {
    const user = await people.byId(userId);
    if (user.status !== 'registered') return { accepted: false, rejection: 'SIGN_IN_FAILED' };
    const { correlationId } = context;
    const verified = await verifyPassword({ email: user.email, password, ip, correlationId });
    if (verified.outcome === 'locked') return { accepted: false, rejection: 'SIGN_IN_LOCKED', until: verified.until };
    if (verified.outcome === 'wrong') return { accepted: false, rejection: 'SIGN_IN_FAILED' };

    let others: readonly string[] = [];
    const handled = await tryCode({ userId, shown, ip, correlationId }, ({ data, now }, { sessions }) => {
      others = sessions.map((session) => session.sessionId).filter((id) => id !== sessionId);
      const command = { type: 'RemoveTotp', data: { ...data, keepOnly: sessionId }, now } as const;
      return handleCommand(userStream(userId), userDecider, command, context);
    });
    if (handled.accepted) await endSessions(others, 'secondFactorChanged', context);
    return handled;
  };
