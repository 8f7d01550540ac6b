import type { DomainEvent } from './domain.events.js';
import type { Organization, OwnDomain } from './organizationState.js';

/** The domains of an organization, and who asks to join by them, after an event. */
export function evolveDomains(state: Organization, { type, data }: DomainEvent): Organization {
  switch (type) {
    case 'DomainAdded': {
      const { domain, challenge } = data;
      const added: OwnDomain = { challenge, verified: false, policy: 'closed', role: 'member', policyBy: null };
      return { ...state, domains: { ...state.domains, [domain]: added } };
    }
    case 'DomainVerified':
      return changed(state, data.domain, { verified: true });
    case 'DomainPolicyChanged':
      return changed(state, data.domain, { policy: data.policy, role: data.role, policyBy: data.by });
    case 'DomainRemoved': {
      const { [data.domain]: _, ...domains } = state.domains;
      return { ...state, domains };
    }
    case 'JoinRequested': {
      const { requestId, userId, name, email, domain } = data;
      return { ...state, joinRequests: { ...state.joinRequests, [requestId]: { userId, name, email, domain } } };
    }
    case 'JoinRequestDeclined': {
      const { [data.requestId]: _, ...joinRequests } = state.joinRequests;
      return { ...state, joinRequests };
    }
  }
}

function changed(state: Organization, domain: string, change: Partial<OwnDomain>): Organization {
  const known = state.domains[domain];
  return known ? { ...state, domains: { ...state.domains, [domain]: { ...known, ...change } } } : state;
}
