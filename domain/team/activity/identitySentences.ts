import type { EmailAddressEvent } from '../../identity/emailAddress/emailAddress.events.js';
import type { ErasedSubjectsEvent } from '../../identity/erasure/erasedSubjects.events.js';
import type { SessionEvent } from '../../identity/session/session.events.js';
import type { SignInDevicesEvent } from '../../identity/signInDevices/signInDevices.events.js';
import type { UserEvent } from '../../identity/user/user.events.js';
import { bookkeeping, change, changing, happened, person, type Telling } from './told.js';

type IdentityEvent = UserEvent | SessionEvent | EmailAddressEvent | SignInDevicesEvent | ErasedSubjectsEvent;
type Sentences = { readonly [T in IdentityEvent['type']]: Telling<Extract<IdentityEvent, { type: T }>['data']> };

const ways = {
  signUp: 'signed up',
  password: 'signed in with a password',
  totp: 'signed in with a password and a one-time code',
  recoveryCode: 'signed in with a password and a recovery code',
  identityProvider: 'signed in through the identity provider',
  impersonation: 'was signed in as by support',
} as const;
const factors = { password: 'password', totp: 'one-time code', recoveryCode: 'recovery code' } as const;
const ends = {
  signedOut: 'signed out',
  revoked: 'ended a session',
  refreshTokenReused: 'lost a session whose key was used twice',
  passwordChanged: 'lost a session by a change of password',
  secondFactorChanged: 'lost a session by a change of the second factor',
  erased: 'lost a session by erasure',
} as const;

/** What an organization is told of its people's accounts, as far as it happened in the organization. */
export const identitySentences: Sentences = {
  UserRegistered: ({ userId }) => happened`${person(userId)} created an account`,
  EmailVerificationRequested: ({ userId }) => happened`${person(userId)} was sent a link to confirm the e-mail address`,
  EmailVerified: ({ userId }) => happened`${person(userId)} confirmed the e-mail address`,
  ProfileChanged: ({ userId }) => happened`${person(userId)} changed the profile`,
  SignInFailed: ({ userId, factor }) => happened`A sign-in as ${person(userId)} failed: wrong ${factors[factor]}`,
  SignInLockedOut: ({ userId, until }) =>
    happened`Sign-in as ${person(userId)} was locked for one address until ${until} after too many failures`,
  SignedIn: bookkeeping('SessionStarted of the same sign-in tells of it'),
  PasswordResetRequested: ({ userId }) => happened`A link to set a new password was asked for ${person(userId)}`,
  PasswordChanged: ({ userId, how }) =>
    how === 'reset'
      ? happened`${person(userId)} set a new password through a mailed link`
      : happened`${person(userId)} changed the password`,
  TotpEnrolled: ({ userId }) => happened`${person(userId)} began to set up a second factor`,
  TotpConfirmed: ({ userId }) => happened`${person(userId)} added a second factor`,
  TotpUsed: bookkeeping('SessionStarted tells how somebody signed in; this only keeps a code from being used twice'),
  TotpRemoved: ({ userId }) => happened`${person(userId)} removed the second factor`,
  RecoveryCodeUsed: ({ userId, left }) => happened`${person(userId)} used a recovery code; ${String(left)} are left`,
  RecoveryCodesReplaced: ({ userId }) => happened`${person(userId)} made new recovery codes`,
  PersonErased: ({ userId }) => happened`The data of ${person(userId)} were erased`,

  SessionStarted: ({ userId, method }) => happened`${person(userId)} ${ways[method]}`,
  SessionRefreshed: bookkeeping('a session going on by itself every few minutes; nobody did anything'),
  SessionOrganizationSwitched: ({ userId, from, to }) =>
    changing(happened`${person(userId)} switched to another organization`, change('organization', from, to)),
  SessionEnded: ({ userId, reason }) => happened`${person(userId)} ${ends[reason]}`,

  NewDeviceSeen: bookkeeping('SessionStarted tells of the sign-in; the person alone is told that its device was new'),
  SubjectsErased: bookkeeping('the list of deleted keys; PersonErased tells of the erasure'),
  EmailAddressClaimed: bookkeeping('reserves an address; UserRegistered tells of the account'),
  EmailAddressReleased: bookkeeping('gives a reserved address back'),
};
