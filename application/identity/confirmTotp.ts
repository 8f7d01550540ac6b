import { userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { OneTimePasswords } from '../ports/oneTimePasswords.js';
import type { EndSessions } from './endSessions.js';
import type { CodeAttempt, Tried, TryCode } from './tryCode.js';

export type Confirmation = Omit<CodeAttempt, 'shown' | 'correlationId'> & Readonly<{ totp: string; sessionId: string }>;
export type WithRecoveryCodes =
  | (Extract<Tried, { accepted: true }> & Readonly<{ recoveryCodes: readonly string[] }>)
  | Extract<Tried, { accepted: false }>;

export type ConfirmTotp = (confirmation: Confirmation, context: CommandContext) => Promise<WithRecoveryCodes>;

/** Puts an enrolled second factor in force, answers the recovery codes this once, and ends the person's other sessions. */
export const confirmTotp =
  (
    handleCommand: HandleCommand,
    tryCode: TryCode,
    oneTimePasswords: OneTimePasswords,
    endSessions: EndSessions,
  ): ConfirmTotp =>
  async ({ userId, totp, sessionId, ip }, context) => {
    const recoveryCodes = oneTimePasswords.newRecoveryCodes();
    const recoveryCodeHashes = recoveryCodes.map(({ hash }) => hash);
    let others: readonly string[] = [];
    const attempt = { userId, shown: { totp }, ip, correlationId: context.correlationId };
    const handled = await tryCode(attempt, ({ data, now }, { sessions }) => {
      const matched = 'secret' in data ? data : { secret: '', step: null };
      others = sessions.map((session) => session.sessionId).filter((id) => id !== sessionId);
      const command = {
        type: 'ConfirmTotp',
        data: { ...matched, userId, recoveryCodeHashes, keepOnly: sessionId },
        now,
      } as const;
      return handleCommand(userStream(userId), userDecider, command, context);
    });
    if (!handled.accepted) return handled;
    // Asked twice: the codes went out with the first answer, and nobody has them any more.
    if (handled.replayed) return { accepted: false, rejection: 'TOTP_IN_FORCE' };
    await endSessions(others, 'secondFactorChanged', context);
    return { ...handled, recoveryCodes: recoveryCodes.map(({ code }) => code) };
  };
