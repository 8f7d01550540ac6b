import type { AnyEvent, AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import { peopleIn, tell, toldEventTypes } from '../../../domain/team/activity/activityTable.js';
import type { Told } from '../../../domain/team/activity/told.js';
import { postgresProjector, rowOfEvent } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type ActivityRow = Readonly<{
  entryId: string;
  organizationId: string;
  position: bigint;
  occurredAt: string;
  action: string;
  actorKind: string;
  actorId: string;
  impersonatedBy: string | null;
  reason: string | null;
  people: readonly string[];
  told: Told;
}>;

/** Whose an event is: as it says itself, else as its command did; undefined where it is no organization's. */
function organizationOf({ data, metadata }: AnyRecordedEvent): string | undefined {
  const { organizationId } = data as Readonly<{ organizationId?: unknown }>;
  return typeof organizationId === 'string' ? organizationId : (metadata.organizationId ?? undefined);
}

function entryOf(event: AnyRecordedEvent): ActivityRow | undefined {
  const { id, type, data, position, metadata } = event;
  const organizationId = organizationOf(event);
  const told = tell(type, data as object);
  if (organizationId === undefined || told === undefined) return undefined;
  const { actor, occurredAt, reason = null } = metadata;
  const { kind, id: actorId, impersonatedBy = null } = actor;
  const people = [...new Set([...(kind === 'user' ? [actorId] : []), ...peopleIn(told)])];
  const who = { actorKind: kind, actorId, impersonatedBy, reason, people };
  return { entryId: id, organizationId, position, occurredAt, action: type, ...who, told };
}

const entry = rowOfEvent<AnyRecordedEvent, ActivityRow>(entryOf);

/** The activity log of every organization: one entry for each event that is told, however often it is projected. */
export const activityProjector = postgresProjector<AnyEvent, ActivityRow>({
  name: 'team.activity',
  version: 1,
  tableSql: tableSql(import.meta.url, 'activity'),
  key: 'entryId',
  on: Object.fromEntries(toldEventTypes.map((type) => [type, entry])),
});
