import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { verifiedDomainStream } from '../../domain/team/streams.js';
import { verifiedDomainDecider } from '../../domain/team/verifiedDomain/verifiedDomain.decider.js';
import { derivedId } from '../derivedIds.js';
import type { CommandHandling, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { DomainRecords } from '../ports/domainRecords.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';
import type { OrganizationNow } from './organizationNow.js';

export type VerifyDomain = (
  request: MemberRequest,
  domain: string,
) => Promise<Handled<OrganizationRejection | 'DOMAIN_NOT_PROVEN' | 'DOMAIN_TAKEN'> | 'dnsUnavailable'>;

/** Where the TXT record of a domain is looked for. */
const CHALLENGE_NAME = '_objecta-challenge';

/** Verifies a domain by its TXT record, and reserves it: it is verified by one organization only. */
export function verifyDomain(
  { handleCommand, currentState }: CommandHandling,
  organizationNow: OrganizationNow,
  records: DomainRecords,
  clock: Clock,
): VerifyDomain {
  const put = organizationCommand(handleCommand, clock, 'VerifyDomain');

  const reservation = (
    type: 'ReserveDomain' | 'ReleaseDomain',
    domain: string,
    organizationId: string,
    { context }: MemberRequest,
  ) =>
    handleCommand(
      verifiedDomainStream(domain),
      verifiedDomainDecider,
      { type, data: { domain, organizationId }, now: clock.now() },
      { ...context, commandId: derivedId(context.commandId, type, organizationId) },
    );

  /** Frees a domain whose organization has taken it off its list, and died before it could say so. */
  async function releaseForgotten(domain: string, request: MemberRequest): Promise<void> {
    const { organizationId: holder } = await currentState(verifiedDomainStream(domain), verifiedDomainDecider);
    if (holder === null || (await organizationNow(holder)).domains[domain]) return;
    await reservation('ReleaseDomain', domain, holder, request);
  }

  return async (request, domain) => {
    const { organizationId } = request;
    const known = (await organizationNow(organizationId)).domains[domain];
    if (!known) return { accepted: false, rejection: 'DOMAIN_UNKNOWN' };
    const found = await records.txt(`${CHALLENGE_NAME}.${domain}`);
    if (!found) return 'dnsUnavailable';
    if (!found.some((text) => text.trim() === known.challenge))
      return { accepted: false, rejection: 'DOMAIN_NOT_PROVEN' };
    await releaseForgotten(domain, request);
    const reserved = await reservation('ReserveDomain', domain, organizationId, request);
    if (!reserved.accepted) return reserved;
    const verified = await put(request, { domain });
    if (!verified.accepted) await releaseForgotten(domain, request);
    return verified;
  };
}
