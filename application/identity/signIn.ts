import type { CommandContext } from '../commandContext.js';
import type { Opened, Origin } from './openSession.js';
import type { ShownSecondFactor } from './readSecondFactor.js';
import type { PasswordVerified, VerifyPassword } from './verifyPassword.js';

export type SignInWish = ShownSecondFactor & Readonly<{ email: string; password: string }>;

export type SignedIn =
  | Extract<Opened, { accepted: true }>
  | Readonly<{ accepted: false; rejection: 'SIGN_IN_LOCKED'; until: Date | undefined }>
  /** The password is right: whoever asked may go on from here with the second factor. */
  | Readonly<{ accepted: false; rejection: 'SECOND_FACTOR_REQUIRED'; proven: ProvenPassword }>
  | Readonly<{ accepted: false; rejection: Exclude<SignInRejection, 'SIGN_IN_LOCKED' | 'SECOND_FACTOR_REQUIRED'> }>;
export type SignInRejection = Extract<Opened, { accepted: false }>['rejection'];
export type ProvenPassword = Extract<PasswordVerified, { outcome: 'right' }>;

export type SignIn = (wish: SignInWish, origin: Origin, context: Omit<CommandContext, 'actor'>) => Promise<SignedIn>;

/** Goes on after the password: checks the second factor where there is one, and begins the session. */
export type FinishSignIn = (
  proven: ProvenPassword,
  shown: ShownSecondFactor,
  origin: Origin,
  context: Omit<CommandContext, 'actor'>,
) => Promise<SignedIn>;

export type SigningIn = Readonly<{
  verifyPassword: VerifyPassword;
  finishSignIn: FinishSignIn;
}>;

/** A session for who knows the password, and the second factor where one is in force. */
export const signIn =
  ({ verifyPassword, finishSignIn }: SigningIn): SignIn =>
  async ({ email, password, totp, recoveryCode }, origin, context) => {
    const { ip } = origin;
    const verified = await verifyPassword({ email, password, ip, correlationId: context.correlationId });
    if (verified.outcome === 'locked') return { accepted: false, rejection: 'SIGN_IN_LOCKED', until: verified.until };
    if (verified.outcome === 'wrong') return { accepted: false, rejection: 'SIGN_IN_FAILED' };
    return finishSignIn(verified, { totp, recoveryCode }, origin, context);
  };
