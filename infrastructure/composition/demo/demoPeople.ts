import type { CommandContext } from '../../../application/commandContext.js';
import { derivedId } from '../../../application/derivedIds.js';
import type { SessionTokens } from '../../../application/identity/issueSessionTokens.js';
import type { PasswordHashes } from '../../../application/ports/passwordHashes.js';
import type { PersonalData } from '../../../application/ports/personalData.js';
import type { IdentityUseCases } from '../identityUseCases.js';
import { demoPeople, demoOrganizationId as organizationId } from './demoOrganization.js';

type DemoPerson = (typeof demoPeople)[keyof typeof demoPeople];

const contextOf = (userId: string, ...step: readonly string[]): CommandContext => {
  const commandId = derivedId('demo', userId, ...step);
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  return { ...ids, organizationId: null, actor: { kind: 'user', id: userId } };
};

/**
 * The password of a demo person: the same at every start of one installation, another in each, and known to whoever may
 * read its data folder alone.
 */
export async function demoPassword(personalData: Pick<PersonalData, 'digest'>, { email }: DemoPerson): Promise<string> {
  const digest = await personalData.digest('demo', email);
  return digest.slice(0, 16).replace(/(.{4})(?=.)/g, '$1-');
}

/** Registers the demo people with their passwords, as far as that has not happened yet. */
export async function registerDemoPeople(
  { people, registerPerson }: Pick<IdentityUseCases, 'people' | 'registerPerson'>,
  passwordHashes: Pick<PasswordHashes, 'hash'>,
  personalData: Pick<PersonalData, 'digest'>,
): Promise<void> {
  const register = async (person: DemoPerson) => {
    const { userId, email, name } = person;
    const found = await people.byEmail(email);
    if (found.user.status !== 'none') return;
    const passwordHash = await passwordHashes.hash(await demoPassword(personalData, person));
    const newPerson = { email, name, passwordHash, emailVerified: true };
    const registered = await registerPerson(found, newPerson, contextOf(userId, 'person'), userId);
    if (!registered.accepted) throw new Error(`${email} could not be registered: ${registered.rejection}`);
  };
  await Promise.all(Object.values(demoPeople).map(register));
}

/**
 * A session of a demo person's for development, as it begins when they sign in.
 * @param start tells one start of the product from another: each begins a session, so that it has not run out
 */
export async function demoSession(
  { openSession }: Pick<IdentityUseCases, 'openSession'>,
  { userId }: DemoPerson,
  start: string,
): Promise<SessionTokens> {
  const from = { method: 'password', ip: '127.0.0.1', userAgent: 'Development session of the demo' } as const;
  const opening = { userId, organizationId, ...from, verifiedHash: null, secondFactor: null };
  const opened = await openSession(opening, contextOf(userId, 'session', start));
  if (!opened.accepted) throw new Error(`no session for ${userId}: ${opened.rejection}`);
  return opened.tokens;
}
