import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  OrganizationCreated,
  OrganizationEvent,
  OrganizationRenamed,
} from '../../../domain/team/organization/organization.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type OrganizationRow = Readonly<{ organizationId: string; name: string; createdAt: string; revision: bigint }>;

type OfOrganization = Readonly<{ data: Readonly<{ organizationId: string }> }>;
const organizationId = ({ data }: OfOrganization): string => data.organizationId;

const created = row<Recorded<OrganizationCreated>, OrganizationRow>(
  organizationId,
  (_, { data, revision, metadata }) => ({
    organizationId: data.organizationId,
    name: data.name,
    createdAt: metadata.occurredAt,
    revision,
  }),
);

const renamed = row<Recorded<OrganizationRenamed>, OrganizationRow>(
  organizationId,
  (present, { data, revision }) => present && { ...present, name: data.to, revision },
);

const advanced = row<Recorded<OrganizationEvent>, OrganizationRow>(
  organizationId,
  (present, { revision }) => present && { ...present, revision },
);

/** Organizations themselves. */
export const organizationsProjector = postgresProjector<OrganizationEvent, OrganizationRow>({
  name: 'team.organizations',
  version: 1,
  tableSql: tableSql(import.meta.url, 'organizations'),
  key: 'organizationId',
  on: {
    OrganizationCreated: created,
    OrganizationRenamed: renamed,
    OrganizationDeleted: advanced,
    MemberJoined: advanced,
    MemberRenamed: advanced,
    MemberRoleChanged: advanced,
    MemberSuspended: advanced,
    MemberReactivated: advanced,
    MemberRemoved: advanced,
    OwnershipTransferred: advanced,
    MemberInvited: advanced,
    InvitationResent: advanced,
    InvitationRevoked: advanced,
    InvitationAccepted: advanced,
    InvitationErased: advanced,
    RoleDefined: advanced,
    RoleChanged: advanced,
    RoleDeleted: advanced,
    ApiKeyCreated: advanced,
    ApiKeyRotated: advanced,
    ApiKeyRevoked: advanced,
    DomainAdded: advanced,
    DomainVerified: advanced,
    DomainPolicyChanged: advanced,
    DomainRemoved: advanced,
    JoinRequested: advanced,
    JoinRequestDeclined: advanced,
  },
});
