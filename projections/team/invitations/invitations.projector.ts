import { ERASED } from '../../../application/events/eventCodec.js';
import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  InvitationAccepted,
  InvitationErased,
  InvitationEvent,
  InvitationResent,
  InvitationRevoked,
  MemberInvited,
} from '../../../domain/team/organization/invitation.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type InvitationRow = Readonly<{
  invitationId: string;
  organizationId: string;
  email: string;
  message: string | null;
  role: string;
  status: 'open' | 'accepted' | 'revoked';
  invitedBy: string;
  timesSent: number;
  sentAt: string;
  expiresAt: string;
  invitedAt: string;
  closedAt: string | null;
  closedBecause: InvitationRevoked['data']['because'] | 'erased' | null;
  acceptedBy: string | null;
}>;

type OfInvitation = Readonly<{ data: Readonly<{ invitationId: string }> }>;
const invitationId = ({ data }: OfInvitation): string => data.invitationId;

const invited = row<Recorded<MemberInvited>, InvitationRow>(invitationId, (_, { data, metadata: { occurredAt } }) => ({
  invitationId: data.invitationId,
  organizationId: data.organizationId,
  email: data.email,
  message: data.message ?? null,
  role: data.role,
  status: 'open',
  invitedBy: data.by,
  timesSent: data.generation,
  sentAt: occurredAt,
  expiresAt: data.expiresAt,
  invitedAt: occurredAt,
  closedAt: null,
  closedBecause: null,
  acceptedBy: null,
}));

const resent = row<Recorded<InvitationResent>, InvitationRow>(
  invitationId,
  (present, { data: { by, generation, expiresAt }, metadata }) =>
    present && { ...present, invitedBy: by, timesSent: generation, sentAt: metadata.occurredAt, expiresAt },
);

const revoked = row<Recorded<InvitationRevoked>, InvitationRow>(
  invitationId,
  (present, { data, metadata }) =>
    present && { ...present, status: 'revoked', closedAt: metadata.occurredAt, closedBecause: data.because },
);

const accepted = row<Recorded<InvitationAccepted>, InvitationRow>(
  invitationId,
  (present, { data, metadata }) =>
    present && { ...present, status: 'accepted', closedAt: metadata.occurredAt, acceptedBy: data.userId },
);

const erased = row<Recorded<InvitationErased>, InvitationRow>(
  invitationId,
  (present, { metadata }) =>
    present && {
      ...present,
      email: ERASED,
      message: null,
      ...(present.status === 'open' && {
        ...{ status: 'revoked', closedAt: metadata.occurredAt, closedBecause: 'erased' as const },
      }),
    },
);

/** The invitations of organizations. */
export const invitationsProjector = postgresProjector<InvitationEvent, InvitationRow>({
  name: 'team.invitations',
  version: 2,
  tableSql: tableSql(import.meta.url, 'invitations'),
  key: 'invitationId',
  on: {
    MemberInvited: invited,
    InvitationResent: resent,
    InvitationRevoked: revoked,
    InvitationAccepted: accepted,
    InvitationErased: erased,
  },
});
