import { accept, type Decider, type Decision, reject } from '../../decider.js';
import { decideEmailVerification, VERIFICATION_LIFETIME_MS } from './decideEmailVerification.js';
import { decideErasure } from './decideErasure.js';
import { decidePassword } from './decidePassword.js';
import { decideProfile } from './decideProfile.js';
import { decideSecondFactor } from './decideSecondFactor.js';
import { decideSignIn } from './decideSignIn.js';
import { evolveUser } from './evolveUser.js';
import { freshToken } from './mailedTokens.js';
import type { RegisterUser, UserCommand, UserRejection } from './user.commands.js';
import type { UserEvent } from './user.events.js';
import type { RegisteredUser, User } from './userState.js';

/** A person: how it signs in, and what it proved. */
export const userDecider: Decider<User, UserCommand, UserEvent, UserRejection> = {
  initialState: { status: 'none' },
  evolve: evolveUser,
  decide(command, state) {
    if (command.type === 'RegisterUser') return state.status === 'none' ? register(command) : reject('EMAIL_TAKEN');
    return state.status === 'registered' ? decideRegistered(command, state) : reject('SIGN_IN_FAILED');
  },
};

function decideRegistered(
  command: Exclude<UserCommand, RegisterUser>,
  user: RegisteredUser,
): Decision<UserEvent, UserRejection> {
  switch (command.type) {
    case 'SignIn':
    case 'RecordFailedSignIn':
      return decideSignIn(command, user);
    case 'RequestEmailVerification':
    case 'VerifyEmail':
      return decideEmailVerification(command, user);
    case 'RequestPasswordReset':
    case 'ResetPassword':
    case 'ChangePassword':
      return decidePassword(command, user);
    case 'ChangeProfile':
      return decideProfile(command, user);
    case 'ErasePerson':
      return decideErasure(command, user);
    case 'EnrolTotp':
    case 'ConfirmTotp':
    case 'UseTotp':
    case 'UseRecoveryCode':
    case 'ReplaceRecoveryCodes':
    case 'RemoveTotp':
      return decideSecondFactor(command, user);
  }
}

function register({ data, now }: RegisterUser): Decision<UserEvent, UserRejection> {
  const { userId, email, name, passwordHash, verificationTokenHash } = data;
  const emailVerified = verificationTokenHash === null;
  const registered = {
    type: 'UserRegistered',
    data: { userId, email, name, passwordHash, emailVerified },
  } as const;
  if (emailVerified) return accept(registered);
  const token = freshToken({ generation: 1, tokenHash: verificationTokenHash }, VERIFICATION_LIFETIME_MS, now);
  return accept<UserEvent>(registered, { type: 'EmailVerificationRequested', data: { userId, ...token } });
}
