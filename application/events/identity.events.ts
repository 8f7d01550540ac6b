import { z } from 'zod';
import type { EmailAddressEvent } from '../../domain/identity/emailAddress/emailAddress.events.js';
import type { ErasedSubjectsEvent } from '../../domain/identity/erasure/erasedSubjects.events.js';
import type { SessionEvent } from '../../domain/identity/session/session.events.js';
import type { UserEvent } from '../../domain/identity/user/user.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const ofUser = { userId: z.string() };
const ofSession = { sessionId: z.string(), ...ofUser };
const mailedToken = { generation: z.int().positive(), tokenHash: z.string(), expiresAt: instant };
const codeHashes = z.array(z.string());
const method = z.enum(['signUp', 'password', 'totp', 'recoveryCode', 'identityProvider', 'impersonation']);
const endingSessions = { sessionsEnded: z.array(z.string()).exactOptional() };
const step = z.int().nonnegative();
const own = <F extends string>(...fields: F[]) => ({ subject: ({ userId }: { userId: string }) => userId, fields });

/** Events of users as they are stored. */
export const userEvents: EventDefinitions<UserEvent> = {
  UserRegistered: {
    version: 1,
    data: z.object({
      ...ofUser,
      email: z.string(),
      name: z.string(),
      passwordHash: z.string().nullable(),
      emailVerified: z.boolean(),
    }),
    personal: own('email', 'name', 'passwordHash'),
  },
  EmailVerificationRequested: { version: 1, data: z.object({ ...ofUser, ...mailedToken }) },
  EmailVerified: { version: 1, data: z.object(ofUser) },
  ProfileChanged: {
    version: 1,
    data: z.object({
      ...ofUser,
      name: z.string(),
      locale: z.string().exactOptional(),
      timeZone: z.string().exactOptional(),
    }),
    personal: own('name'),
  },
  SignInFailed: {
    version: 1,
    data: z.object({
      ...ofUser,
      ip: z.string(),
      factor: z.enum(['password', 'totp', 'recoveryCode']),
      at: instant.exactOptional(),
    }),
    personal: own('ip'),
  },
  SignInLockedOut: {
    version: 1,
    data: z.object({ ...ofUser, ip: z.string(), until: instant }),
    personal: own('ip'),
  },
  SignedIn: {
    version: 1,
    data: z.object({
      ...ofUser,
      sessionId: z.string(),
      organizationId: z.string().nullable(),
      method,
      ip: z.string(),
      at: instant,
      sessionsEnded: z.array(z.string()),
    }),
    personal: own('ip'),
  },
  PasswordResetRequested: { version: 1, data: z.object({ ...ofUser, ...mailedToken }) },
  PasswordChanged: {
    version: 1,
    data: z.object({
      ...ofUser,
      passwordHash: z.string(),
      how: z.enum(['changed', 'reset']),
      sessionsEnded: z.array(z.string()).exactOptional(),
    }),
    personal: own('passwordHash'),
  },
  TotpEnrolled: { version: 1, data: z.object({ ...ofUser, secret: z.string() }), personal: own('secret') },
  TotpConfirmed: { version: 1, data: z.object({ ...ofUser, recoveryCodeHashes: codeHashes, step, ...endingSessions }) },
  TotpUsed: { version: 1, data: z.object({ ...ofUser, step }) },
  TotpRemoved: { version: 1, data: z.object({ ...ofUser, ...endingSessions }) },
  RecoveryCodeUsed: {
    version: 1,
    data: z.object({ ...ofUser, codeHash: z.string(), left: z.int().nonnegative() }),
  },
  RecoveryCodesReplaced: { version: 1, data: z.object({ ...ofUser, recoveryCodeHashes: codeHashes }) },
  PersonErased: { version: 1, data: z.object({ ...ofUser, requestedBy: z.string() }) },
};

/** Events of sessions as they are stored. */
export const sessionEvents: EventDefinitions<SessionEvent> = {
  SessionStarted: {
    version: 1,
    data: z.object({
      ...ofSession,
      organizationId: z.string().nullable(),
      method,
      ip: z.string(),
      userAgent: z.string(),
      expiresAt: instant,
      at: instant.exactOptional(),
    }),
    personal: own('ip', 'userAgent'),
  },
  SessionRefreshed: {
    version: 1,
    data: z.object({ ...ofSession, generation: z.int().positive(), expiresAt: instant, at: instant.exactOptional() }),
  },
  SessionOrganizationSwitched: {
    version: 1,
    data: z.object({ ...ofSession, from: z.string().nullable(), to: z.string().nullable() }),
  },
  SessionEnded: {
    version: 1,
    data: z.object({
      ...ofSession,
      reason: z.enum([
        'signedOut',
        'revoked',
        'refreshTokenReused',
        'passwordChanged',
        'secondFactorChanged',
        'erased',
      ]),
    }),
  },
};

/** The deletion list as it is stored. */
export const erasedSubjectsEvents: EventDefinitions<ErasedSubjectsEvent> = {
  SubjectsErased: { version: 1, data: z.object({ ...ofUser, subjects: z.array(z.string()) }) },
};

/** Events of reserved e-mail addresses as they are stored. */
export const emailAddressEvents: EventDefinitions<EmailAddressEvent> = {
  EmailAddressClaimed: { version: 1, data: z.object({ digest: z.string(), ...ofUser }) },
  EmailAddressReleased: { version: 1, data: z.object({ digest: z.string(), ...ofUser }) },
};
