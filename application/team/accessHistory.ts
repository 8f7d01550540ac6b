import type { AccessFact } from '../../domain/team/access/accessAfter.js';
import type { OrganizationEvent } from '../../domain/team/organization/organization.events.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { EventCodec } from '../events/eventCodec.js';
import { evidenceOf } from '../events/evidenceOf.js';
import type { EventStore } from '../ports/eventStore.js';
import { isPast, type Moment } from '../streamFolds.js';

/** How a person is known to the organization: who has left, as they were when they did. `[erased]` once they are. */
export type KnownPerson = Readonly<{ name: string; email: string }>;

export type AccessHistory = Readonly<{
  facts: readonly AccessFact[];
  people: ReadonlyMap<string, KnownPerson>;
}>;

export type AccessHistoryOf = (organizationId: string, until?: Moment) => Promise<AccessHistory>;

/** Everything recorded of an organization, up to a moment where one is given, from the log itself. */
export const accessHistory =
  (eventStore: Pick<EventStore, 'readStream'>, codec: Pick<EventCodec, 'decode'>): AccessHistoryOf =>
  async (organizationId, until) => {
    const facts: AccessFact[] = [];
    const people = new Map<string, KnownPerson>();
    for await (const stored of eventStore.readStream(organizationStream(organizationId))) {
      const recorded = await codec.decode(stored);
      const event = recorded as unknown as OrganizationEvent;
      if (!until || !isPast(recorded, until)) facts.push({ event, evidence: evidenceOf(recorded) });
      // People are called what they are called now, whatever they were called at that moment.
      if (event.type === 'MemberJoined')
        people.set(event.data.userId, { name: event.data.name, email: event.data.email });
      if (event.type === 'MemberRenamed') {
        const known = people.get(event.data.userId);
        if (known) people.set(event.data.userId, { ...known, name: event.data.name });
      }
    }
    return { facts, people };
  };
