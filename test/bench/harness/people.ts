import type { AccessTokens } from '../../../application/ports/accessTokens.js';
import { sessionStream } from '../../../domain/identity/streams.js';
import { givenEvent, givenFacts } from '../../support/givenOrganization.js';
import type { KnownCallers } from '../../support/knownCallers.js';

export type People = Readonly<{ organizationIds: readonly string[]; tokens: readonly string[] }>;

const CENTURY_MS = 100 * 365 * 24 * 3_600_000;

/** So many people, spread over so many organizations, each in a session of their own and with a token of it. */
export async function peopleOf(
  { log }: Pick<KnownCallers, 'log'>,
  accessTokens: Pick<AccessTokens, 'issue'>,
  count: number,
  organizations: number,
): Promise<People> {
  const organizationIds = Array.from({ length: organizations }, (_, at) => `organization-${organizations}-${at}`);
  const people = Array.from({ length: count }, (_, at) => ({
    userId: `person-${organizations}-${at}`,
    sessionId: `session-${organizations}-${at}`,
    organizationId: organizationIds[at % organizations] ?? '',
  }));
  for (const organizationId of organizationIds) {
    const joined = people
      .filter((person) => person.organizationId === organizationId)
      .map(({ userId }) => ({
        type: 'MemberJoined',
        data: {
          ...{ organizationId, userId, role: 'owner', name: 'Person', email: `${userId}@example.com` },
          ...{ grantedBy: userId, via: 'creation', invitationId: null },
        },
      }));
    const created = { type: 'OrganizationCreated', data: { organizationId, name: organizationId } };
    await givenFacts(log, organizationId, 'bench', created, ...joined);
  }
  const expiresAt = new Date(Date.now() + CENTURY_MS).toISOString();
  const started = { method: 'password', ip: '', userAgent: 'bench', expiresAt };
  const tokens: string[] = [];
  for (const person of people) {
    const event = { type: 'SessionStarted', data: { ...person, ...started } };
    await givenEvent(log, person.organizationId, sessionStream(person.sessionId), event);
    tokens.push(await accessTokens.issue(person, 3_600));
  }
  return { organizationIds, tokens };
}
