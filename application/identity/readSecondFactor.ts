import type { UseRecoveryCode, UseTotp } from '../../domain/identity/user/secondFactor.commands.js';
import type { RegisteredUser } from '../../domain/identity/user/userState.js';
import type { OneTimePasswords } from '../ports/oneTimePasswords.js';

/** What somebody shows as second factor: a code of the app, or a recovery code. */
export type ShownSecondFactor = Readonly<{ totp?: string | undefined; recoveryCode?: string | undefined }>;

/** What was shown, as the command that uses it up; undefined where nothing was. Whether it is right, the person's stream decides. */
export type ReadSecondFactor = (
  user: RegisteredUser,
  shown: ShownSecondFactor,
  now: Date,
) => Promise<UseTotp | UseRecoveryCode | undefined>;

/**
 * What a code is, as the person's stream will be asked to take it: there it is decided, so that no code is good twice. A
 * wrong one is a command that will be refused.
 */
export const readSecondFactor =
  (oneTimePasswords: OneTimePasswords): ReadSecondFactor =>
  async ({ userId, secondFactor }, { totp, recoveryCode }, now) => {
    if (totp !== undefined) {
      const secret = secondFactor.status === 'none' ? null : secondFactor.secret;
      const step = secret === null ? null : await oneTimePasswords.stepOf(secret, totp, now);
      return { type: 'UseTotp', data: { userId, secret: secret ?? '', step }, now };
    }
    if (recoveryCode === undefined) return undefined;
    const hashes = secondFactor.status === 'inForce' ? secondFactor.recoveryCodeHashes : [];
    const codeHash = oneTimePasswords.matchRecoveryCode(recoveryCode, hashes) ?? '';
    return { type: 'UseRecoveryCode', data: { userId, codeHash }, now };
  };
