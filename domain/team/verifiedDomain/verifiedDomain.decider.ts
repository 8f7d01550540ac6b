import { accept, type Decider, reject } from '../../decider.js';
import type { VerifiedDomainCommand, VerifiedDomainRejection } from './verifiedDomain.commands.js';
import type { VerifiedDomainEvent } from './verifiedDomain.events.js';

/** Whose a domain is; null while it is free. */
export type VerifiedDomain = Readonly<{ organizationId: string | null }>;

/** A domain is verified by one organization at most. */
export const verifiedDomainDecider: Decider<
  VerifiedDomain,
  VerifiedDomainCommand,
  VerifiedDomainEvent,
  VerifiedDomainRejection
> = {
  initialState: { organizationId: null },

  evolve(_, { type, data }) {
    switch (type) {
      case 'DomainReserved':
        return { organizationId: data.organizationId };
      case 'DomainReleased':
        return { organizationId: null };
    }
  },

  decide({ type, data }, { organizationId: holder }) {
    const { domain, organizationId } = data;
    switch (type) {
      case 'ReserveDomain':
        if (holder === organizationId) return accept();
        if (holder !== null) return reject('DOMAIN_TAKEN');
        return accept({ type: 'DomainReserved', data: { domain, organizationId } });
      case 'ReleaseDomain':
        if (holder !== organizationId) return accept();
        return accept({ type: 'DomainReleased', data: { domain, organizationId } });
    }
  },
};
