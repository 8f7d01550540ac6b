import type { Recorded } from '../../../application/events/recordedEvent.js';
import type { JoinRequestDeclined, JoinRequested } from '../../../domain/team/organization/domain.events.js';
import type { MemberJoined } from '../../../domain/team/organization/member.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type JoinRequestRow = JoinRequested['data'] & Readonly<{ askerId: string; askedAt: string }>;

type OfPerson = Readonly<{ data: Readonly<{ organizationId: string; userId: string }> }>;
const askerId = ({ data: { organizationId, userId } }: OfPerson): string => `${organizationId}/${userId}`;

const asked = row<Recorded<JoinRequested>, JoinRequestRow>(askerId, (_, event) => ({
  ...event.data,
  askerId: askerId(event),
  askedAt: event.metadata.occurredAt,
}));

const answered = row<Recorded<MemberJoined | JoinRequestDeclined>, JoinRequestRow>(askerId, () => undefined);

/** Who waits to be let into an organization. */
export const joinRequestsProjector = postgresProjector<
  JoinRequested | JoinRequestDeclined | MemberJoined,
  JoinRequestRow
>({
  name: 'team.join_requests',
  version: 1,
  tableSql: tableSql(import.meta.url, 'joinRequests'),
  key: 'askerId',
  on: { JoinRequested: asked, JoinRequestDeclined: answered, MemberJoined: answered },
});
