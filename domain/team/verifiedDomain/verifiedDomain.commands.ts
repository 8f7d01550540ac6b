import type { Command } from '../../command.js';

type OfDomain = Readonly<{ domain: string; organizationId: string }>;

export type VerifiedDomainCommand = Command<'ReserveDomain', OfDomain> | Command<'ReleaseDomain', OfDomain>;

export type VerifiedDomainRejection = 'DOMAIN_TAKEN';
