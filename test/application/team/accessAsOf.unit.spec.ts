import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { accessAsOf } from '../../../application/team/accessAsOf.js';
import { accessHistory } from '../../../application/team/accessHistory.js';
import { accessReview } from '../../../application/team/accessReview.js';
import type { AccessFact } from '../../../domain/team/access/accessAfter.js';
import { permissionsOf, type Role } from '../../../domain/team/permissions.js';
import { begin, organizationHistory, organizationId, timeOf } from '../../support/fixtures/organizationHistory.js';
import { memoryLog } from '../../support/memoryLog.js';

const inTheClear = {
  encrypt: async (_subject: string, _context: string, plaintext: string) => plaintext,
  decrypt: async (_subject: string, _context: string, ciphertext: string) => ciphertext,
};
const codec = createEventCodec(eventRegistry, inTheClear);

async function recorded(facts: readonly AccessFact[]) {
  const log = memoryLog(new Date(begin));
  const encoded = await Promise.all(
    facts.map(({ event, evidence }) => {
      const ids = { commandId: evidence.eventId, $correlationId: 'c', $causationId: 'c' };
      const metadata = { ...ids, organizationId, actor: { kind: 'user' as const, id: 'mia' }, occurredAt: evidence.at };
      return codec.encode(event, evidence.eventId, metadata);
    }),
  );
  await log.append(`organization-${organizationId}`, encoded, 'noStream');
  return accessHistory(log, codec);
}

/** The same question answered the plainest way: everything up to the moment, told from the beginning. */
function naively(facts: readonly AccessFact[], upTo: (at: string, index: number) => boolean) {
  const roles: Record<string, readonly string[]> = {};
  const members: Record<string, { role: string; suspended: boolean; given: string; by: string }> = {};
  for (const [index, { event, evidence }] of facts.entries()) {
    if (!upTo(evidence.at, index)) break;
    if (event.type === 'MemberJoined')
      members[event.data.userId] = {
        ...{ role: event.data.role, suspended: false, given: evidence.eventId, by: event.data.grantedBy },
      };
    if (event.type === 'MemberRemoved') delete members[event.data.userId];
    const member = 'userId' in event.data ? members[event.data.userId] : undefined;
    if (member && event.type === 'MemberSuspended') member.suspended = true;
    if (member && event.type === 'MemberReactivated') member.suspended = false;
    if (member && event.type === 'MemberRoleChanged')
      Object.assign(member, { role: event.data.to, given: evidence.eventId, by: event.data.by });
    if (event.type === 'RoleDefined') roles[event.data.roleId] = event.data.permissions;
    if (event.type === 'RoleChanged') roles[event.data.roleId] = event.data.after.permissions;
    if (event.type === 'RoleDeleted') delete roles[event.data.roleId];
  }
  return Object.fromEntries(
    Object.entries(members).map(([userId, { role, suspended, given, by }]) => {
      const allowed: readonly string[] = roles[role] ?? permissionsOf[role as Role] ?? [];
      return [userId, { role, suspended, given, by, permissions: suspended ? [] : [...allowed].sort() }];
    }),
  );
}

type Shown = Awaited<ReturnType<ReturnType<typeof accessAsOf>>>;
const told = ({ members }: Shown) =>
  Object.fromEntries(
    members.map(({ userId, role, status, given, permissions }) => [
      userId,
      {
        ...{ role, suspended: status === 'suspended', given: given.eventId, by: given.by },
        permissions: [...permissions].sort(),
      },
    ]),
  );

it('access as of a moment is a naive fold of what had happened, at 1,000 random moments', async () => {
  let asked = 0;
  let members = 0;
  await fc.assert(
    fc.asyncProperty(
      organizationHistory(40),
      fc.array(fc.integer({ min: -50, max: 1_050 }), { minLength: 20, maxLength: 20 }),
      async (facts, moments) => {
        const asOf = accessAsOf(await recorded(facts));
        for (const [index, permille] of moments.entries()) {
          const moment = permille / 1_000;
          const at = new Date(begin + Math.round(moment * (timeOf(facts.length) - begin)));
          const position = Math.round(moment * facts.length);
          // Half of the questions by time, half by position.
          const byTime = index % 2 === 0;
          const answer = await asOf(organizationId, byTime ? { instant: at } : { position: BigInt(position) });
          const expected = byTime
            ? naively(facts, (time) => time <= at.toISOString())
            : naively(facts, (_, place) => place <= position);
          expect(told(answer)).toEqual(expected);
          asked += 1;
          members += answer.members.length;
        }
      },
    ),
    { numRuns: 50 },
  );
  expect(asked).toBe(1_000);
  expect(members).toBeGreaterThan(500);
});

it('a review tells for every moment of the quarter what access as of that moment tells', async () => {
  await fc.assert(
    fc.asyncProperty(organizationHistory(30), async (facts) => {
      const history = await recorded(facts);
      const review = accessReview(history, { now: () => new Date(begin + 1e10) });
      const reviewed = await review(organizationId, { year: 2026, quarter: 1 });
      if (reviewed === 'QUARTER_NOT_BEGUN') throw new Error('it has begun');
      for (let place = 0; place < facts.length; place += 3) {
        const at = new Date(timeOf(place) + 500).toISOString();
        const then = reviewed.intervals.filter(
          ({ began, ended }) => began.at <= at && (ended === null || ended.at > at),
        );
        const seen = Object.fromEntries(
          then.map(({ userId, role, suspended, given, permissions }) => [
            userId,
            { role, suspended, given: given.eventId, by: given.by, permissions: [...permissions].sort() },
          ]),
        );
        expect(then).toHaveLength(Object.keys(seen).length);
        expect(seen).toEqual(naively(facts, (time) => time <= at));
      }
    }),
    { numRuns: 50 },
  );
});

it('a review holds what was so at its beginning, and nothing of after its end', async () => {
  await fc.assert(
    fc.asyncProperty(organizationHistory(20), async (facts) => {
      const review = accessReview(await recorded(facts), { now: () => new Date(begin + 1e12) });
      const later = await review(organizationId, { year: 2026, quarter: 2 });
      const earlier = await review(organizationId, { year: 2025, quarter: 4 });
      if (later === 'QUARTER_NOT_BEGUN' || earlier === 'QUARTER_NOT_BEGUN') throw new Error('both have begun');
      expect(earlier.intervals).toEqual([]);
      const atTheEnd = naively(facts, () => true);
      expect(later.intervals.map(({ userId }) => userId).sort()).toEqual(Object.keys(atTheEnd).sort());
      expect(later.intervals.every(({ ended }) => ended === null)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('a quarter that has not begun has no review', async () => {
  const review = accessReview(await recorded([]), { now: () => new Date('2026-06-30T23:59:59.999Z') });
  expect(await review(organizationId, { year: 2026, quarter: 3 })).toBe('QUARTER_NOT_BEGUN');
});
