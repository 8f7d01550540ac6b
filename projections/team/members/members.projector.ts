import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  MemberEvent,
  MemberJoined,
  MemberReactivated,
  MemberRemoved,
  MemberRenamed,
  MemberRoleChanged,
  MemberSuspended,
  OwnershipTransferred,
} from '../../../domain/team/organization/member.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type MemberRow = Readonly<{
  memberId: string;
  organizationId: string;
  userId: string;
  name: string;
  email: string;
  role: string;
  status: 'active' | 'suspended';
  via: MemberJoined['data']['via'];
  invitationId: string | null;
  grantedBy: string;
  grantedAt: string;
  joinedAt: string;
}>;

type OfMember = Readonly<{ data: Readonly<{ organizationId: string; userId: string }> }>;
const memberId = ({ data: { organizationId, userId } }: OfMember): string => `${organizationId}/${userId}`;

const joined = row<Recorded<MemberJoined>, MemberRow>(memberId, (_, event) => {
  const at = event.metadata.occurredAt;
  return { ...event.data, memberId: memberId(event), status: 'active', grantedAt: at, joinedAt: at };
});

const renamed = row<Recorded<MemberRenamed>, MemberRow>(
  memberId,
  (present, { data: { name } }) => present && { ...present, name },
);

const roleChanged = row<Recorded<MemberRoleChanged>, MemberRow>(
  memberId,
  (present, { data: { to, by }, metadata }) =>
    present && { ...present, role: to, grantedBy: by, grantedAt: metadata.occurredAt },
);

const suspended = row<Recorded<MemberSuspended>, MemberRow>(
  memberId,
  (present) => present && { ...present, status: 'suspended' },
);
const reactivated = row<Recorded<MemberReactivated>, MemberRow>(
  memberId,
  (present) => present && { ...present, status: 'active' },
);
const removed = row<Recorded<MemberRemoved>, MemberRow>(memberId, () => undefined);

/** The members of organizations. */
export const membersProjector = postgresProjector<Exclude<MemberEvent, OwnershipTransferred>, MemberRow>({
  name: 'team.members',
  version: 2,
  tableSql: tableSql(import.meta.url, 'members'),
  key: 'memberId',
  on: {
    MemberJoined: joined,
    MemberRenamed: renamed,
    MemberRoleChanged: roleChanged,
    MemberSuspended: suspended,
    MemberReactivated: reactivated,
    MemberRemoved: removed,
  },
});
