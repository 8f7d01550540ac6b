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

const unused = { lastUses: () => Promise.resolve(new Map<string, string>()) };
const noClock = {
  now(): Date {
    throw new Error('every moment is given');
  },
};

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

/** The same of API keys: those made and not revoked up to the moment, and what they could do when it was `at`. */
function keysNaively(facts: readonly AccessFact[], upTo: (at: string, index: number) => boolean, at: string) {
  const happened = facts.filter(({ evidence }, index) => upTo(evidence.at, index));
  const ofKey = (type: string, apiKeyId: string) =>
    happened.findLast(
      ({ event: { type: had, data } }) => had === type && 'apiKeyId' in data && data.apiKeyId === apiKeyId,
    );
  return Object.fromEntries(
    happened.flatMap(({ event: { type, data }, evidence: { eventId } }) => {
      if (type !== 'ApiKeyCreated' || ofKey('ApiKeyRevoked', data.apiKeyId)) return [];
      const { apiKeyId, name, permissions, expiresAt, by } = data;
      const good = expiresAt === null || expiresAt > at;
      const rotated = ofKey('ApiKeyRotated', apiKeyId)?.evidence.eventId ?? null;
      return [[apiKeyId, { name, permissions: good ? permissions : [], good, expiresAt, given: eventId, by, rotated }]];
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

const keysTold = ({ apiKeys }: Shown) =>
  Object.fromEntries(
    apiKeys.map(({ apiKeyId, name, permissions, status, expiresAt, given, rotated }) => [
      apiKeyId,
      {
        ...{ name, permissions, good: status === 'active', expiresAt },
        ...{ given: given.eventId, by: given.by, rotated: rotated?.eventId ?? null },
      },
    ]),
  );

it('access as of a moment is a naive fold of what had happened, at 1,000 random moments', async () => {
  let asked = 0;
  let members = 0;
  const keys = { active: 0, expired: 0 };
  await fc.assert(
    fc.asyncProperty(
      organizationHistory(40),
      fc.array(fc.integer({ min: -50, max: 1_050 }), { minLength: 20, maxLength: 20 }),
      async (facts, moments) => {
        const asOf = accessAsOf(await recorded(facts), noClock);
        for (const [index, permille] of moments.entries()) {
          const moment = permille / 1_000;
          const at = new Date(begin + Math.round(moment * (timeOf(facts.length) - begin)));
          const position = Math.round(moment * facts.length);
          // Half of the questions by time, half by position.
          const byTime = index % 2 === 0;
          const answer = await asOf(organizationId, byTime ? { instant: at } : { position: BigInt(position) });
          const upTo = (time: string, place: number) => (byTime ? time <= at.toISOString() : place <= position);
          expect(told(answer)).toEqual(naively(facts, upTo));
          const time = byTime ? at : new Date(timeOf(Math.min(position, facts.length - 1)));
          expect(keysTold(answer)).toEqual(keysNaively(facts, upTo, time.toISOString()));
          for (const { status } of answer.apiKeys) keys[status] += 1;
          asked += 1;
          members += answer.members.length;
        }
      },
    ),
    { numRuns: 50 },
  );
  expect(asked).toBe(1_000);
  expect(members).toBeGreaterThan(500);
  expect(keys.active).toBeGreaterThan(100);
  expect(keys.expired).toBeGreaterThan(50);
});

it('a review tells for every moment of the quarter what access as of that moment tells', async () => {
  await fc.assert(
    fc.asyncProperty(organizationHistory(30), async (facts) => {
      const history = await recorded(facts);
      const review = accessReview(history, unused, { now: () => new Date(begin + 1e10) });
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
        const keys = reviewed.keys.filter(({ given, until }) => given.at <= at && (until === null || until > at));
        const good = Object.entries(keysNaively(facts, (time) => time <= at, at)).filter(([, key]) => key.good);
        expect(
          keys
            .map(({ apiKeyId, name, permissions, given }) => [apiKeyId, name, permissions, given.eventId, given.by])
            .sort(),
        ).toEqual(good.map(([id, { name, permissions, given, by }]) => [id, name, permissions, given, by]).sort());
      }
    }),
    { numRuns: 50 },
  );
});

it('a review holds what was so at its beginning, and nothing of after its end', async () => {
  await fc.assert(
    fc.asyncProperty(organizationHistory(20), async (facts) => {
      const review = accessReview(await recorded(facts), unused, { now: () => new Date(begin + 1e12) });
      const later = await review(organizationId, { year: 2026, quarter: 2 });
      const earlier = await review(organizationId, { year: 2025, quarter: 4 });
      if (later === 'QUARTER_NOT_BEGUN' || earlier === 'QUARTER_NOT_BEGUN') throw new Error('both have begun');
      expect([earlier.intervals, earlier.keys]).toEqual([[], []]);
      const atTheEnd = naively(facts, () => true);
      expect(later.intervals.map(({ userId }) => userId).sort()).toEqual(Object.keys(atTheEnd).sort());
      const keysAtTheEnd = Object.entries(keysNaively(facts, () => true, later.from));
      const good = keysAtTheEnd.filter(([, key]) => key.good).map(([apiKeyId]) => apiKeyId);
      expect(later.keys.map(({ apiKeyId }) => apiKeyId).sort()).toEqual(good.sort());
      expect(later.intervals.every(({ ended }) => ended === null)).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('a quarter that has not begun has no review', async () => {
  const review = accessReview(await recorded([]), unused, { now: () => new Date('2026-06-30T23:59:59.999Z') });
  expect(await review(organizationId, { year: 2026, quarter: 3 })).toBe('QUARTER_NOT_BEGUN');
});
