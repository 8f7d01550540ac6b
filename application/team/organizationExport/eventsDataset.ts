import type { EventCodec } from '../../events/eventCodec.js';
import type { EventStore } from '../../ports/eventStore.js';
import type { Dataset, ExportedRow } from '../../ports/exportedData.js';
import type { EventOutline, OrganizationEvents } from '../../ports/organizationEvents.js';
import { exportedEvents } from './exportedEvents.js';

type Data = Readonly<Record<string, unknown>>;
export type EventSources = Readonly<{
  events: OrganizationEvents;
  eventStore: Pick<EventStore, 'readStream'>;
  codec: Pick<EventCodec, 'decode'>;
}>;

const EVENTS_AT_ONCE = 200;
const columns = [
  ...[{ name: 'position', type: 'bigint' }],
  ...['eventId', 'type', 'context', 'stream'].map((name) => ({ name, type: 'text' })),
  ...[{ name: 'revision', type: 'bigint' }],
  ...['occurredAt', 'recordedAt'].map((name) => ({ name, type: 'timestamp with time zone' })),
  ...['actorKind', 'actorId', 'correlationId', 'causationId'].map((name) => ({ name, type: 'text' })),
  ...[{ name: 'data', type: 'json' }],
];

const fieldsKeptBack = (type: string): readonly string[] | undefined => {
  const rule = exportedEvents.get(type);
  if (rule === undefined || (rule !== 'whole' && 'stays' in rule)) return undefined;
  return rule === 'whole' ? [] : rule.without;
};

/** Whether the log has to be asked for what the outline leaves out. */
const isWanting = ({ type, withheld }: EventOutline): boolean =>
  withheld.some((field) => !fieldsKeptBack(type)?.includes(field));

/**
 * Every event of an organization up to a position, in the order of the log: what the log holds of it, personal data of people who
 * have not been erased among it, but for the fields and types that stay here.
 */
export const eventsDataset = (
  { events, eventStore, codec }: EventSources,
  organizationId: string,
  position: bigint,
): Dataset => {
  /** The whole data of those events, by id: one read of each stream. */
  async function personal(outlines: readonly EventOutline[]): Promise<ReadonlyMap<string, Data>> {
    const found = new Map<string, Data>();
    for (const stream of new Set(outlines.map((outline) => outline.stream))) {
      const wanted = outlines.filter((outline) => outline.stream === stream);
      const ids = new Set(wanted.map(({ eventId }) => eventId));
      for await (const stored of eventStore.readStream(stream, wanted[0]?.revision)) {
        if (!ids.delete(stored.id)) continue;
        found.set(stored.id, (await codec.decode(stored)).data as Data);
        if (ids.size === 0) break;
      }
      if (ids.size > 0) throw new Error(`${stream} does not hold the event ${[...ids][0]} that analytics shows`);
    }
    return found;
  }

  async function* rows(): AsyncGenerator<readonly ExportedRow[]> {
    let after = -1n;
    for (;;) {
      const page = await events.page(organizationId, { after, upTo: position, limit: EVENTS_AT_ONCE });
      const leaving = page.filter(({ type }) => fieldsKeptBack(type) !== undefined);
      const whole = await personal(leaving.filter(isWanting));
      yield leaving.map(({ withheld: _, ...outline }) => {
        const kept = fieldsKeptBack(outline.type) ?? [];
        const data = Object.entries(whole.get(outline.eventId) ?? (outline.data as Data)).filter(
          ([field]) => !kept.includes(field),
        );
        const [occurredAt, recordedAt] = [outline.occurredAt.toISOString(), outline.recordedAt.toISOString()];
        return { ...outline, occurredAt, recordedAt, data: Object.fromEntries(data) };
      });
      if (page.length < EVENTS_AT_ONCE) return;
      after = page.at(-1)?.position ?? position;
    }
  }
  return { file: 'events', describes: 'The log: everything that was recorded, in its order', columns, position, rows };
};
