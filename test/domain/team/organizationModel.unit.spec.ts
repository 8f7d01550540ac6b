import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversRole, permissionsOfRole } from '../../../domain/team/organization/rights.js';
import { isOpen, seatedMembers, seatsUsed } from '../../../domain/team/organization/seats.js';
import { organizationSteps, runSteps, type Step } from '../../support/organizationSteps.js';

const runs = { numRuns: 300 };
const check = (property: (sequence: readonly Step[]) => void, parameters = {}) =>
  fc.assert(fc.property(organizationSteps, property), { ...runs, ...parameters });

describe('an organization, whatever anybody asks of it', () => {
  it('always has an owner who can act', () => {
    check((sequence) =>
      runSteps(sequence, ({ after }) => {
        expect(Object.values(after.members).some((each) => each.role === 'owner' && !each.suspended)).toBe(true);
      }),
    );
  });

  it('never takes a seat that the plan does not have', () => {
    const taking = ['MemberInvited', 'InvitationResent', 'MemberReactivated'];
    check((sequence) =>
      runSteps(sequence, ({ asked, limit, after, events }) => {
        const now = asked.now.getTime();
        if (events.some(({ type }) => taking.includes(type))) expect(seatsUsed(after, now)).toBeLessThanOrEqual(limit);
        if (events.some(({ type }) => type === 'MemberJoined')) expect(seatedMembers(after)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('gives nobody a right that who granted it did not hold', () => {
    check((sequence) => {
      const grantedByPolicy = new Set<string>();
      runSteps(sequence, ({ before, events }) => {
        for (const each of events) {
          if (each.type === 'DomainPolicyChanged') {
            expect(coversRole(before, each.data.by, each.data.role)).toBe(true);
            grantedByPolicy.add(`${each.data.by} ${each.data.role}`);
          }
          if (each.type === 'MemberJoined') {
            const { grantedBy, role: granted, via } = each.data;
            if (via === 'domain') expect(grantedByPolicy.has(`${grantedBy} ${granted}`)).toBe(true);
            else expect(coversRole(before, grantedBy, granted)).toBe(true);
          }
          if (each.type === 'MemberRoleChanged') {
            expect(coversRole(before, each.data.by, each.data.to)).toBe(true);
            expect(coversRole(before, each.data.by, each.data.from)).toBe(true);
          }
        }
      });
    });
  });

  it('changes nobody’s own role, but for an owner who hands over', () => {
    check((sequence) =>
      runSteps(sequence, ({ asked, events }) => {
        const own = events.some((each) => each.type === 'MemberRoleChanged' && each.data.by === each.data.userId);
        if (own) expect(asked.type).toBe('TransferOwnership');
      }),
    );
  });

  it('has one open invitation for an address at most, and none for a member', () => {
    check((sequence) =>
      runSteps(sequence, ({ asked, after }) => {
        const open = Object.values(after.invitations).filter((each) => isOpen(each, asked.now.getTime()));
        const addresses = open.map(({ email }) => email);
        expect(new Set(addresses).size).toBe(addresses.length);
        const members = Object.values(after.members).map(({ email }) => email);
        expect(addresses.filter((email) => members.includes(email))).toEqual([]);
        for (const { role: promised } of open) expect(permissionsOfRole(after, promised)).toBeDefined();
      }),
    );
  });

  it('lets every invitation be accepted once at most, by whom it was for, within its time', () => {
    check((sequence) => {
      const accepted = new Set<string>();
      runSteps(sequence, ({ before, events, asked }) => {
        for (const each of events) {
          if (each.type !== 'InvitationAccepted') continue;
          const { invitationId, userId } = each.data;
          expect(accepted.has(invitationId)).toBe(false);
          accepted.add(invitationId);
          const known = before.invitations[invitationId];
          expect(known?.email).toBe(`${userId}@example.com`);
          expect(asked.now.toISOString() < String(known?.expiresAt)).toBe(true);
        }
      });
    });
  });

  it('leaves no invitation open whose inviter may not invite', () => {
    check((sequence) =>
      runSteps(sequence, ({ asked, after }) => {
        for (const each of Object.values(after.invitations)) {
          if (isOpen(each, asked.now.getTime())) expect(coversRole(after, each.by, each.role)).toBe(true);
        }
      }),
    );
  });

  it('reaches the interesting places', () => {
    const seen = new Map<string, number>();
    // Always the same sequences: what chance reaches is not the same in every run.
    check(
      (sequence) =>
        runSteps(sequence, ({ events }) => {
          for (const { type } of events) seen.set(type, (seen.get(type) ?? 0) + 1);
        }),
      { seed: 2026 },
    );
    for (const type of [
      'InvitationAccepted',
      'InvitationResent',
      'MemberReactivated',
      'OwnershipTransferred',
      'JoinRequested',
    ])
      expect(seen.get(type) ?? 0, type).toBeGreaterThan(0);
  });
});
