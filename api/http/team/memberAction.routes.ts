import type { ChangeMemberRole } from '../../../application/team/changeMemberRole.js';
import type { MemberRequest } from '../../../application/team/organizationCommand.js';
import type { ReactivateMember } from '../../../application/team/reactivateMember.js';
import type { RemoveMember } from '../../../application/team/removeMember.js';
import type { SuspendMember } from '../../../application/team/suspendMember.js';
import type { TransferOwnership } from '../../../application/team/transferOwnership.js';
import type { Attempt } from '../../../domain/team/access/refusedByRule.js';
import { type Route, route } from '../route.js';
import { memberChanged, memberParams, roleBody, successorBody } from './member.schemas.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal, TeamRefusalCode } from './organizationRefusal.js';

type Uses = Readonly<{
  changeMemberRole: ChangeMemberRole;
  suspendMember: SuspendMember;
  reactivateMember: ReactivateMember;
  removeMember: RemoveMember;
  transferOwnership: TransferOwnership;
  teamRefusal: TeamRefusal;
}>;

const always = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;
const roleRefusals = [
  ...always,
  'ROLE_UNKNOWN',
  'ROLE_EXCEEDS_OWN',
  'MEMBER_EXCEEDS_OWN',
  'OWN_ROLE',
  'LAST_OWNER',
] as const;
const suspendRefusals = [...always, 'MEMBER_EXCEEDS_OWN', 'OWN_MEMBERSHIP', 'LAST_OWNER'] as const;
const reactivateRefusals = [...always, 'MEMBER_EXCEEDS_OWN', 'SEATS_EXHAUSTED'] as const;
const removeRefusals = [...always, 'MEMBER_EXCEEDS_OWN', 'LAST_OWNER'] as const;
const transferRefusals = [...always, 'MEMBER_SUSPENDED', 'OWN_ROLE'] as const;

/** What may be done to members. */
export function memberActionRoutes(uses: Uses): readonly Route[] {
  /** Does something to one member, and answers with them or with why not. */
  async function act<const R extends TeamRefusalCode>(
    request: MemberRequest,
    userId: string,
    refusals: readonly R[],
    run: (request: MemberRequest, userId: string) => ReturnType<SuspendMember>,
    attempt: Pick<Attempt, 'permission' | 'role'> = { permission: 'team:manage' },
  ) {
    const done = await run(request, userId);
    if (!done.accepted) return uses.teamRefusal(refusals, done.rejection, { ...request, ...attempt, userId });
    const { revision, position } = done;
    return { status: 200, revision, position, body: { userId, revision: String(revision) } } as const;
  }

  return [
    route({
      method: 'PATCH',
      path: '/api/v1/team/members/:userId',
      operationId: 'changeMemberRole',
      summary: 'Give a member another role',
      description: 'Nobody grants what they lack, acts on who holds more, or changes their own role.',
      tag: 'Team',
      permission: 'team:manage',
      kind: 'command',
      params: memberParams,
      body: roleBody,
      answers: { 200: memberChanged },
      refusals: roleRefusals,
      handle: (request) =>
        act(
          memberRequest(request),
          request.params.userId,
          roleRefusals,
          (asked, userId) => uses.changeMemberRole(asked, userId, request.body.role),
          { permission: 'team:manage', role: request.body.role },
        ),
    }),
    route({
      method: 'POST',
      path: '/api/v1/team/members/:userId/suspend',
      operationId: 'suspendMember',
      summary: 'Keep a member out until reactivated',
      description:
        'Takes effect on their next request. Their seat is free, and invitations they sent are no longer good.',
      tag: 'Team',
      permission: 'team:manage',
      kind: 'command',
      params: memberParams,
      answers: { 200: memberChanged },
      refusals: suspendRefusals,
      handle: (request) => act(memberRequest(request), request.params.userId, suspendRefusals, uses.suspendMember),
    }),
    route({
      method: 'POST',
      path: '/api/v1/team/members/:userId/reactivate',
      operationId: 'reactivateMember',
      summary: 'Let a suspended member back in',
      description: 'Takes a seat.',
      tag: 'Team',
      permission: 'team:manage',
      kind: 'command',
      params: memberParams,
      answers: { 200: memberChanged },
      refusals: reactivateRefusals,
      handle: (request) =>
        act(memberRequest(request), request.params.userId, reactivateRefusals, uses.reactivateMember),
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/team/members/:userId',
      operationId: 'removeMember',
      summary: 'Remove a member, or leave',
      description: 'Removing others needs the permission `team:manage`; removing yourself needs none.',
      tag: 'Team',
      permission: 'organization:read',
      kind: 'command',
      params: memberParams,
      answers: { 200: memberChanged },
      refusals: removeRefusals,
      openWhenRestricted: true,
      handle: (request) => act(memberRequest(request), request.params.userId, removeRefusals, uses.removeMember),
    }),
    route({
      method: 'POST',
      path: '/api/v1/team/transfer-ownership',
      operationId: 'transferOwnership',
      summary: 'Make another member the owner in your place',
      description: 'Only an owner can. You become an admin.',
      tag: 'Team',
      permission: 'team:manage',
      kind: 'command',
      body: successorBody,
      answers: { 200: memberChanged },
      refusals: transferRefusals,
      handle: (request) =>
        act(memberRequest(request), request.body.userId, transferRefusals, uses.transferOwnership, {}),
    }),
  ];
}
