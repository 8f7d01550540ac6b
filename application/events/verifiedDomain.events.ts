import { z } from 'zod';
import type { VerifiedDomainEvent } from '../../domain/team/verifiedDomain/verifiedDomain.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const ofDomain = { domain: z.string(), organizationId: z.string() };

/** Events of domains as they are stored. */
export const verifiedDomainEvents: EventDefinitions<VerifiedDomainEvent> = {
  DomainReserved: { version: 1, data: z.object(ofDomain) },
  DomainReleased: { version: 1, data: z.object(ofDomain) },
};
