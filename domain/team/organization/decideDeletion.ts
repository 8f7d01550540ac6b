import { accept, type Decision, reject } from '../../decider.js';
import type { DeleteOrganization, OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Organization } from './organizationState.js';
import { activeMember } from './rights.js';

/**
 * An organization ends: everybody leaves it, its domains let nobody in, its API keys are dead, and nobody is left who
 * could do anything. What was recorded of it stays.
 */
export function decideDeletion(
  { organizationId, by, name }: DeleteOrganization['data'],
  state: Organization,
): Decision<OrganizationEvent, OrganizationRejection> {
  if (activeMember(state, by)?.role !== 'owner') return reject('NOT_PERMITTED');
  if (name !== state.name) return reject('NAME_NOT_CONFIRMED');
  return accept<OrganizationEvent>(
    ...Object.entries(state.joinRequests).map(
      ([requestId, { userId }]) =>
        ({ type: 'JoinRequestDeclined', data: { organizationId, requestId, userId, by } }) as const,
    ),
    ...Object.keys(state.domains).map(
      (domain) => ({ type: 'DomainRemoved', data: { organizationId, domain, by } }) as const,
    ),
    ...Object.entries(state.apiKeys)
      .filter(([, { revoked }]) => !revoked)
      .map(([apiKeyId]) => ({ type: 'ApiKeyRevoked', data: { organizationId, apiKeyId, by } }) as const),
    { type: 'OrganizationDeleted', data: { organizationId, by } },
    ...Object.keys(state.members).map(
      (userId) => ({ type: 'MemberRemoved', data: { organizationId, userId, by } }) as const,
    ),
  );
}
