import type { AnyEventDefinition } from '../../../application/events/eventDefinition.js';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import type { ClickhouseProjector, ClickhouseRow } from '../../runtime/clickhouseProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

/** The definitions of the registry, by the context they belong to. */
export type EventsByContext = Readonly<Record<string, Readonly<Record<string, AnyEventDefinition>>>>;

type Known = Readonly<{ context: string; personal: readonly string[] }>;

/**
 * Every event of the log as one row, for analysts, and how many of each type an organization had on each day.
 * Personal fields, as the definitions name them, never reach ClickHouse; raise the version when a field becomes personal.
 */
export function eventsProjector(definitions: EventsByContext): ClickhouseProjector {
  const known = new Map<string, Known>();
  for (const [context, types] of Object.entries(definitions)) {
    for (const [type, { personal }] of Object.entries(types))
      known.set(type, { context, personal: personal?.fields ?? [] });
  }
  return {
    name: 'analytics.events',
    version: 1,
    tableSql: tableSql(import.meta.url, 'events'),
    targets: { daily_events: 'sum(events)' },
    row: (event) => {
      const about = known.get(event.type);
      if (!about) throw new Error(`analytics.events was not given the definition of ${event.type}`);
      return rowOf(event, about);
    },
  };
}

function rowOf(event: AnyRecordedEvent, { context, personal }: Known): ClickhouseRow {
  const { metadata } = event;
  const given = event.data as Readonly<Record<string, unknown>>;
  const withheld = personal.filter((field) => given[field] !== undefined);
  const data =
    withheld.length === 0
      ? given
      : Object.fromEntries(Object.entries(given).filter(([field]) => !withheld.includes(field)));
  return {
    organization_id: metadata.organizationId ?? '',
    event_id: event.id,
    type: event.type,
    context,
    stream: event.stream,
    revision: event.revision.toString(),
    occurred_at: metadata.occurredAt,
    recorded_at: event.recordedAt.toISOString(),
    actor_kind: metadata.actor.kind,
    actor_id: metadata.actor.id,
    correlation_id: metadata.$correlationId,
    causation_id: metadata.$causationId,
    data: JSON.stringify(data),
    withheld,
  };
}
