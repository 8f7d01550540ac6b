import fc from 'fast-check';
import type { OrganizationCommand } from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import type { OrganizationEvent } from '../../domain/team/organization/organization.events.js';
import type { Organization } from '../../domain/team/organization/organizationState.js';
import { command, event, hours, organizationOf, person, token } from './fixtures/organization.js';

const { evolve, decide, initialState } = organizationDecider;

// Mia and Ada ask more often than others: most of what the others ask is refused.
const asker = fc.constantFrom('mia', 'mia', 'mia', 'ada', 'ada', 'jo', 'sam', 'kim');
const someone = fc.constantFrom('mia', 'ada', 'jo', 'sam', 'kim', 'lou', 'max');
const role = fc.constantFrom('owner', 'admin', 'member', 'viewer', 'billing', 'recruiter', 'nobody');
const invitation = fc.constantFrom('i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8');
const generation = fc.integer({ min: 1, max: 3 });

type Place = Readonly<{ state: Organization; after: number; limit: number }>;
type Make = (place: Place) => OrganizationCommand;
export type Step = Readonly<{ waitHours: number; limit: number; make: Make }>;

const onMembers = fc.oneof(
  fc.tuple(asker, someone, role).map(
    ([by, userId, to]): Make =>
      ({ after }) =>
        command('ChangeMemberRole', { by, userId, role: to }, after),
  ),
  fc.tuple(asker, someone).map(
    ([by, userId]): Make =>
      ({ after }) =>
        command('SuspendMember', { by, userId }, after),
  ),
  fc.tuple(asker, someone).map(
    ([by, userId]): Make =>
      ({ after, limit }) =>
        command('ReactivateMember', { by, userId, seats: { limit } }, after),
  ),
  fc.tuple(someone, someone).map(
    ([by, userId]): Make =>
      ({ after }) =>
        command('RemoveMember', { by, userId }, after),
  ),
  fc.tuple(someone, someone).map(
    ([by, to]): Make =>
      ({ after }) =>
        command('TransferOwnership', { by, to }, after),
  ),
);

const accepted = (userId: string, invitationId: string, number: number): Make => {
  const tokenHash = `hash-${number}`;
  return ({ after, limit }) =>
    command(
      'AcceptInvitation',
      { invitationId, generation: number, tokenHash, person: person(userId), seats: { limit } },
      after,
    );
};

const onInvitations = fc.oneof(
  fc.tuple(asker, someone, role, invitation).map(
    ([by, invited, to, invitationId]): Make =>
      ({ after, limit }) => {
        const email = `${invited.toUpperCase()}@example.com`;
        const seats = { limit };
        return command('InviteMember', { by, invitationId, email, role: to, ...token(1, after), seats }, after);
      },
  ),
  fc.tuple(asker, invitation, generation).map(
    ([by, invitationId, number]): Make =>
      ({ after, limit }) =>
        command('ResendInvitation', { by, invitationId, ...token(number, after), seats: { limit } }, after),
  ),
  fc.tuple(asker, invitation).map(
    ([by, invitationId]): Make =>
      ({ after }) =>
        command('RevokeInvitation', { by, invitationId }, after),
  ),
  fc.tuple(someone, invitation, generation).map(([userId, id, number]) => accepted(userId, id, number)),
  // By whoever was invited, with the token of the last mail.
  invitation.map(
    (id): Make =>
      (place) => {
        const known = place.state.invitations[id];
        return accepted(String(known?.email).split('@')[0] ?? '', id, known?.generation ?? 1)(place);
      },
  ),
);

const onDomains = fc.oneof(
  someone.map(
    (userId): Make =>
      ({ after, limit }) =>
        command('JoinByDomain', { requestId: `r-${userId}`, person: person(userId), seats: { limit } }, after),
  ),
  fc.tuple(asker, someone, role).map(
    ([by, userId, to]): Make =>
      ({ after, limit }) =>
        command('ApproveJoinRequest', { by, requestId: `r-${userId}`, role: to, seats: { limit } }, after),
  ),
  fc.tuple(asker, fc.constantFrom('closed', 'request', 'join'), role).map(
    ([by, policy, to]): Make =>
      ({ after }) =>
        command('ChangeDomainPolicy', { by, domain: 'example.com', policy, role: to }, after),
  ),
);

/** Random commands by random people, over weeks, under a plan whose seats change. */
export const organizationSteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    waitHours: fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) },
    ),
    limit: fc.constantFrom(3, 6, 6, 6, 8),
    make: fc.oneof(onMembers, { weight: 2, arbitrary: onInvitations }, onDomains),
  }),
  { minLength: 20, maxLength: 120, size: 'max' },
);

const begin: OrganizationEvent[] = [
  ...organizationOf({ ada: 'admin' }),
  event('RoleDefined', {
    roleId: 'recruiter',
    name: 'Recruiter',
    description: '',
    permissions: ['team:read', 'team:invite'],
    by: 'mia',
  }),
  event('DomainAdded', { domain: 'example.com', challenge: 'c', by: 'mia' }),
  event('DomainVerified', { domain: 'example.com' }),
];

/** A command that was accepted, and what was so before and after. */
export type Accepted = Readonly<{
  asked: OrganizationCommand;
  limit: number;
  before: Organization;
  after: Organization;
  events: readonly OrganizationEvent[];
}>;

/** Runs the steps and shows each command that was accepted. */
export function runSteps(steps: readonly Step[], see: (accepted: Accepted) => void): void {
  let before = begin.reduce(evolve, initialState);
  let clock = 0;
  for (const { waitHours, limit, make } of steps) {
    clock += hours(waitHours);
    const asked = make({ state: before, after: clock, limit });
    // An invitation's id is derived from its command: it is never given twice.
    if (asked.type === 'InviteMember' && before.invitations[asked.data.invitationId]) continue;
    const decision = decide(asked, before);
    if (!decision.accepted) continue;
    const after = decision.events.reduce(evolve, before);
    see({ asked, limit, before, after, events: decision.events });
    before = after;
  }
}
