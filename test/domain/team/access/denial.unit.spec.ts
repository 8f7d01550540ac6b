import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessFact, accessAfter } from '../../../../domain/team/access/accessAfter.js';
import { type AccessRule, denialOf } from '../../../../domain/team/access/denial.js';
import {
  nobodyHasAccess,
  type OrganizationAccess,
  permissionsOfRole,
} from '../../../../domain/team/access/organizationAccess.js';
import { type Permission, permissions, permissionsOf } from '../../../../domain/team/permissions.js';
import { organizationHistory, people } from '../../../support/fixtures/organizationHistory.js';

/** Whether one rule, taken by itself, lets somebody. */
function lets(rule: AccessRule, { members, roles }: OrganizationAccess, userId: string, permission: Permission) {
  const member = members.get(userId);
  if (rule === 'member') return member !== undefined;
  if (rule === 'notSuspended') return member?.suspended === null;
  return member !== undefined && permissionsOfRole(roles, member.role).has(permission);
}

/** The access after each event, the first before any. */
function states(facts: readonly AccessFact[]): OrganizationAccess[] {
  const after = [nobodyHasAccess];
  for (const fact of facts) after.push(accessAfter(after.at(-1) ?? nobodyHasAccess, [fact]));
  return after;
}

const everyQuestion = people.flatMap((userId) => permissions.map((permission) => ({ userId, permission })));

describe('a denial', () => {
  it('names the event that turned its rule: before that event it let, and never again since', () => {
    const named = { turned: 0, never: 0 };
    fc.assert(
      fc.property(organizationHistory(40), (facts) => {
        const after = states(facts);
        const present = after.at(-1) ?? nobodyHasAccess;
        for (const { userId, permission } of everyQuestion) {
          const denial = denialOf(present, userId, permission);
          if (!denial) continue;
          const { rule, decidedBy } = denial;
          const answers = after.map((state) => lets(rule, state, userId, permission));
          if (decidedBy === null) {
            expect(answers).not.toContain(true);
            continue;
          }
          const at = facts.findIndex(({ evidence }) => evidence.eventId === decidedBy.eventId);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(answers.slice(at + 1)).not.toContain(true);
          const joined = facts.findLastIndex(
            ({ event }) => event.type === 'MemberJoined' && event.data.userId === userId,
          );
          const everLet = answers.slice(joined + 1).includes(true);
          if (everLet) {
            expect(answers[at]).toBe(true);
            named.turned += 1;
          } else {
            // Never held in this membership: there is no event to take back, and the one that gave the role is named.
            expect(rule).toBe('roleHasPermission');
            expect(['MemberJoined', 'MemberRoleChanged']).toContain(facts[at]?.event.type);
            expect(present.members.get(userId)?.given.eventId).toBe(decidedBy.eventId);
            named.never += 1;
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(named.turned).toBeGreaterThan(100);
    expect(named.never).toBeGreaterThan(100);
  });

  it('is there exactly where the role does not hold the permission', () => {
    fc.assert(
      fc.property(organizationHistory(40), (facts) => {
        const present = accessAfter(nobodyHasAccess, facts);
        for (const { userId, permission } of everyQuestion) {
          const member = present.members.get(userId);
          const held = permissionsOfRole(present.roles, member?.role ?? '').has(permission);
          expect(denialOf(present, userId, permission) === undefined).toBe(
            member !== undefined && member.suspended === null && held,
          );
        }
      }),
    );
  });

  it('is the same whether events are folded one by one or at once', () => {
    fc.assert(
      fc.property(organizationHistory(30), (facts) => {
        expect(accessAfter(nobodyHasAccess, facts)).toEqual(states(facts).at(-1));
      }),
    );
  });
});

it('a role of no name allows nothing, and no built-in role allows more than owners', () => {
  expect(permissionsOfRole(new Map(), '__proto__').size).toBe(0);
  for (const allowed of Object.values(permissionsOf))
    expect(allowed.every((permission) => permissions.includes(permission))).toBe(true);
});
