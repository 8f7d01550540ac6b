// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfDomain = Readonly<{ domain: string; organizationId: string }>;

/** The organization proved the domain, and nobody else can for as long as it keeps it. */
export type DomainReserved = Event<'DomainReserved', OfDomain>;
export type DomainReleased = Event<'DomainReleased', OfDomain>;
export type VerifiedDomainEvent = DomainReserved | DomainReleased;
