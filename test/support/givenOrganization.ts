import { eventIdOf } from '../../application/derivedIds.js';
import type { EventCodec } from '../../application/events/eventCodec.js';
import type { AnyEvent } from '../../application/events/recordedEvent.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import { sessionStream } from '../../domain/identity/streams.js';
import { organizationStream } from '../../domain/team/streams.js';

/** The log that an organization is to be in. */
export type FactLog = Readonly<{
  eventStore: Pick<EventStore, 'append' | 'readStream'>;
  codec: Pick<EventCodec, 'encode' | 'outline'>;
  /** When it happens; default now. */
  at?: Date;
}>;

export type GivenMember = Readonly<{
  organizationId: string;
  userId: string;
  /** A session of the person's, in force for a century. */
  sessionId: string;
  /** A built-in role's name or a custom role's id; default owner. */
  role?: string;
}>;

const CENTURY_MS = 100 * 365 * 24 * 3_600_000;

/**
 * Records that an organization exists and that a person is its member with this role, in this session: as much of it as
 * the log does not say yet. What a test then sends with a token of theirs is authorized as in production.
 */
export async function givenMember(log: FactLog, { organizationId, userId, sessionId, role = 'owner' }: GivenMember) {
  const at = log.at ?? new Date(Date.now());
  const membership = { organizationId, userId };
  await recordMissing(log, organizationStream(organizationId), userId, organizationId, (known) => {
    const present = known.findLast(({ type, data }) => type.startsWith('Member') && data.userId === userId);
    const is = present?.type === 'MemberRoleChanged' ? present.data.to : present?.data.role;
    const joined = {
      ...{ ...membership, role, name: `Person ${userId}`, email: `${userId}@example.com`, grantedBy: userId },
      ...{ via: 'creation', invitationId: null },
    };
    return [
      ...(known.length === 0
        ? [{ type: 'OrganizationCreated', data: { organizationId, name: `Organization ${organizationId}` } }]
        : []),
      ...(present ? [] : [{ type: 'MemberJoined', data: joined }]),
      ...(present && is !== undefined && is !== role
        ? [{ type: 'MemberRoleChanged', data: { ...membership, from: is, to: role, by: userId } }]
        : []),
    ];
  });
  const expiresAt = new Date(at.getTime() + CENTURY_MS).toISOString();
  const started = {
    ...{ sessionId, userId, organizationId, method: 'password' },
    ip: '',
    userAgent: 'test',
    expiresAt,
  };
  await recordMissing(log, sessionStream(sessionId), userId, null, (known) =>
    known.length === 0 ? [{ type: 'SessionStarted', data: started }] : [],
  );
}

/** Records more of an organization, in order, as done by one person. */
export const givenFacts = (log: FactLog, organizationId: string, by: string, ...facts: readonly AnyEvent[]) =>
  recordMissing(log, organizationStream(organizationId), by, organizationId, () => facts);

/** Records one event in a stream of an organization, as done by its tester. */
export const givenEvent = (log: FactLog, organizationId: string, stream: string, event: AnyEvent) =>
  recordMissing(log, stream, 'tester', organizationId, () => [event]);

/** The end of a session. */
export const givenSessionEnd = (log: FactLog, { sessionId, userId }: Readonly<{ sessionId: string; userId: string }>) =>
  recordMissing(log, sessionStream(sessionId), userId, null, () => [
    { type: 'SessionEnded', data: { sessionId, userId, reason: 'revoked' } },
  ]);

type Known = Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>;

/** Appends what is missing after what the stream holds; again when somebody else appended meanwhile. */
async function recordMissing(
  log: FactLog,
  stream: string,
  actorId: string,
  organizationId: string | null,
  missing: (known: readonly Known[]) => readonly AnyEvent[],
): Promise<void> {
  const { eventStore, codec, at = new Date(Date.now()) } = log;
  const known: Known[] = [];
  for await (const stored of eventStore.readStream(stream)) known.push(codec.outline(stored) as unknown as Known);
  const events = missing(known);
  if (events.length === 0) return;
  const commandId = `given-${stream}-${known.length}`;
  const ids = { commandId, $correlationId: commandId, $causationId: commandId };
  const metadata = {
    ...ids,
    organizationId,
    actor: { kind: 'user' as const, id: actorId },
    occurredAt: at.toISOString(),
  };
  const encoded = await Promise.all(
    events.map((event, index) => codec.encode(event, eventIdOf(commandId, stream, index), metadata)),
  );
  const expected = known.length === 0 ? 'noStream' : BigInt(known.length) - 1n;
  const { outcome } = await eventStore.append(stream, encoded, expected);
  if (outcome === 'conflict') await recordMissing(log, stream, actorId, organizationId, missing);
}
