import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  DomainAdded,
  DomainPolicyChanged,
  DomainRemoved,
  DomainVerified,
} from '../../../domain/team/organization/domain.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type DomainRow = Readonly<{
  domainId: string;
  organizationId: string;
  domain: string;
  challenge: string;
  verifiedAt: string | null;
  policy: DomainPolicyChanged['data']['policy'];
  role: string;
  addedAt: string;
}>;

type OfDomain = Readonly<{ data: Readonly<{ organizationId: string; domain: string }> }>;
const domainId = ({ data: { organizationId, domain } }: OfDomain): string => `${organizationId}/${domain}`;

const added = row<Recorded<DomainAdded>, DomainRow>(domainId, (_, event) => {
  const { organizationId, domain, challenge } = event.data;
  const addedAt = event.metadata.occurredAt;
  const unproven = { verifiedAt: null, policy: 'closed', role: 'member' } as const;
  return { domainId: domainId(event), organizationId, domain, challenge, ...unproven, addedAt };
});

const verified = row<Recorded<DomainVerified>, DomainRow>(
  domainId,
  (present, { metadata }) => present && { ...present, verifiedAt: metadata.occurredAt },
);

const policyChanged = row<Recorded<DomainPolicyChanged>, DomainRow>(
  domainId,
  (present, { data: { policy, role } }) => present && { ...present, policy, role },
);

const removed = row<Recorded<DomainRemoved>, DomainRow>(domainId, () => undefined);

/** The e-mail domains of organizations. */
export const domainsProjector = postgresProjector<
  DomainAdded | DomainVerified | DomainPolicyChanged | DomainRemoved,
  DomainRow
>({
  name: 'team.domains',
  version: 1,
  tableSql: tableSql(import.meta.url, 'domains'),
  key: 'domainId',
  on: { DomainAdded: added, DomainVerified: verified, DomainPolicyChanged: policyChanged, DomainRemoved: removed },
});
