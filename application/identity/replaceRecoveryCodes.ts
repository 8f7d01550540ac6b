import { userStream } from '../../domain/identity/streams.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import type { OneTimePasswords } from '../ports/oneTimePasswords.js';
import type { WithRecoveryCodes } from './confirmTotp.js';
import type { TryCode } from './tryCode.js';

export type Replacement = Readonly<{ userId: string; totp: string; ip: string }>;
export type ReplaceRecoveryCodes = (replacement: Replacement, context: CommandContext) => Promise<WithRecoveryCodes>;

/** New recovery codes, answered this once; the old ones are good no more. Takes a code of the app. */
export const replaceRecoveryCodes =
  (handleCommand: HandleCommand, tryCode: TryCode, oneTimePasswords: OneTimePasswords): ReplaceRecoveryCodes =>
  async ({ userId, totp, ip }, context) => {
    const recoveryCodes = oneTimePasswords.newRecoveryCodes();
    const recoveryCodeHashes = recoveryCodes.map(({ hash }) => hash);
    const attempt = { userId, shown: { totp }, ip, correlationId: context.correlationId };
    const handled = await tryCode(attempt, ({ data, now }) => {
      const matched = 'secret' in data ? data : { secret: '', step: null };
      const command = { type: 'ReplaceRecoveryCodes', data: { ...matched, userId, recoveryCodeHashes }, now } as const;
      return handleCommand(userStream(userId), userDecider, command, context);
    });
    // Asked twice: the codes went out with the first answer, and the code that was given is used up.
    if (handled.accepted && handled.replayed) return { accepted: false, rejection: 'CODE_INVALID' };
    return handled.accepted ? { ...handled, recoveryCodes: recoveryCodes.map(({ code }) => code) } : handled;
  };
