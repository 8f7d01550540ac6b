import { canonicalEmail, domainOfEmail } from '../../domain/emailAddress.js';
import type { Person } from '../../domain/team/organization/organization.commands.js';
import type { DomainPolicy } from '../../domain/team/organization/organizationState.js';
import { verifiedDomainStream } from '../../domain/team/streams.js';
import { verifiedDomainDecider } from '../../domain/team/verifiedDomain/verifiedDomain.decider.js';
import type { CurrentState } from '../handleCommand.js';
import type { OrganizationNow } from './organizationNow.js';

export type Joinable = Readonly<{
  organizationId: string;
  name: string;
  domain: string;
  policy: Exclude<DomainPolicy, 'closed'>;
  /** Whether the person has asked already, and nobody has answered yet. */
  asked: boolean;
}>;

export type JoinableOrganization = (person: Person) => Promise<Joinable | undefined>;

/** The organization that a person may join, or ask to, by their verified address. */
export const joinableOrganization =
  (currentState: CurrentState, organizationNow: OrganizationNow): JoinableOrganization =>
  async ({ userId, email, emailVerified }) => {
    if (!emailVerified) return undefined;
    const domain = domainOfEmail(canonicalEmail(email) ?? email);
    const { organizationId } = await currentState(verifiedDomainStream(domain), verifiedDomainDecider);
    if (organizationId === null) return undefined;
    const { name, domains, members, joinRequests } = await organizationNow(organizationId);
    const own = domains[domain];
    if (!own?.verified || own.policy === 'closed' || members[userId]) return undefined;
    const asked = Object.values(joinRequests).some((request) => request.userId === userId);
    return { organizationId, name, domain, policy: own.policy, asked };
  };
