import { accept, type Decision, reject } from '../../decider.js';
import { decideJoining } from './decideJoining.js';
import type { DomainCommand } from './domain.commands.js';
import { isMailProvider } from './mailProviders.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Organization } from './organizationState.js';
import { coversRole, holds, permissionsOfRole } from './rights.js';

/** Domains one organization can name. */
export const MOST_DOMAINS = 20;

/** The domains of an organization and what they are good for. `now` in milliseconds since 1970. */
export function decideDomain(
  command: DomainCommand,
  state: Organization,
  now: number,
): Decision<OrganizationEvent, OrganizationRejection> {
  switch (command.type) {
    case 'AddDomain': {
      const { organizationId, domain, challenge, by } = command.data;
      if (!holds(state, by, 'organization:manage')) return reject('NOT_PERMITTED');
      if (isMailProvider(domain)) return reject('DOMAIN_OF_MAIL_PROVIDER');
      if (state.domains[domain]) return reject('DOMAIN_EXISTS');
      if (Object.keys(state.domains).length >= MOST_DOMAINS) return reject('DOMAINS_TOO_MANY');
      return accept({ type: 'DomainAdded', data: { organizationId, domain, challenge, by } });
    }
    case 'VerifyDomain': {
      const { organizationId, domain, by } = command.data;
      if (!holds(state, by, 'organization:manage')) return reject('NOT_PERMITTED');
      const known = state.domains[domain];
      if (!known) return reject('DOMAIN_UNKNOWN');
      return known.verified ? accept() : accept({ type: 'DomainVerified', data: { organizationId, domain } });
    }
    case 'ChangeDomainPolicy': {
      const { organizationId, domain, policy, role, by } = command.data;
      if (!holds(state, by, 'organization:manage')) return reject('NOT_PERMITTED');
      const known = state.domains[domain];
      if (!known) return reject('DOMAIN_UNKNOWN');
      if (!known.verified) return reject('DOMAIN_UNVERIFIED');
      if (!permissionsOfRole(state, role)) return reject('ROLE_UNKNOWN');
      // Owners are made by name, not by the address they happen to have.
      if (role === 'owner' || !coversRole(state, by, role)) return reject('ROLE_EXCEEDS_OWN');
      if (known.policy === policy && known.role === role) return accept();
      return accept({ type: 'DomainPolicyChanged', data: { organizationId, domain, policy, role, by } });
    }
    case 'RemoveDomain': {
      const { organizationId, domain, by } = command.data;
      if (!holds(state, by, 'organization:manage')) return reject('NOT_PERMITTED');
      if (!state.domains[domain]) return reject('DOMAIN_UNKNOWN');
      return accept({ type: 'DomainRemoved', data: { organizationId, domain, by } });
    }
    case 'JoinByDomain':
    case 'ApproveJoinRequest':
    case 'DeclineJoinRequest':
      return decideJoining(command, state, now);
  }
}
