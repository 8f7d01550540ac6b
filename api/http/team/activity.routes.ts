import { z } from 'zod';
import type { NamesOf } from '../../../application/team/namesOf.js';
import type { RecordExport } from '../../../application/team/recordExport.js';
import { tellActivity } from '../../../application/team/tellActivity.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import {
  type ActivityEntry,
  type ActivityFilter,
  activityOf,
} from '../../../projections/team/activity/activity.query.js';
import { actorOf } from '../actorOf.js';
import { pageOf } from '../answers/pageOf.js';
import { newId } from '../newId.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { activityEntry, activityFilters, type ToldActivity } from './activity.schemas.js';
import { activityFile, activityFileTypes } from './activityExport.js';

type Dependencies = Readonly<{ namesOf: NamesOf; recordExport: RecordExport }>;

const place = z.object({ position: z.string().regex(/^\d{1,19}$/) });
const EXPORT_PAGE = 500;

const shown = async (entry: ActivityEntry, nameOf: ReturnType<NamesOf>): Promise<ToldActivity> => {
  const { entryId: id, occurredAt, action, reason } = entry;
  const { sentence, actor, targets, changes } = await tellActivity(entry, nameOf);
  return { id, occurredAt, action, sentence, actor, targets: [...targets], changes: [...changes], reason };
};

const endsBeforeItBegins = ({ from, to }: ActivityFilter): boolean =>
  from !== undefined && to !== undefined && Date.parse(to) < Date.parse(from);

export const activityRoutes = (db: ScopedQueries, { namesOf, recordExport }: Dependencies): readonly Route[] => {
  /** Every entry there is when it begins, a page at a time. */
  async function* pagesOf(organizationId: string, filter: ActivityFilter): AsyncGenerator<readonly ToldActivity[]> {
    const nameOf = namesOf(organizationId);
    let before: bigint | undefined;
    for (;;) {
      const entries = await activityOf(db.of(organizationId), organizationId, filter, { limit: EXPORT_PAGE, before });
      if (entries.length > 0) yield await Promise.all(entries.map((entry) => shown(entry, nameOf)));
      if (entries.length < EXPORT_PAGE) return;
      before = entries.at(-1)?.position;
    }
  }

  return [
    route({
      method: 'GET',
      path: '/api/v1/team/activity',
      operationId: 'listActivity',
      summary: 'Everything that happened in your organization, newest first',
      description: 'Live: watch the resource `team.activity` at the gateway, and ask again when it changes.',
      tag: 'Team',
      permission: 'team:activity',
      kind: 'query',
      readModels: ['team.activity'],
      query: z.object(activityFilters),
      list: { sorts: ['-occurredAt'], key: place },
      answers: { 200: z.object({ data: z.array(activityEntry), nextCursor: z.string().nullable() }) },
      refusals: ['INVALID_RANGE'],
      handle: async ({ caller: { organizationId }, query, page }) => {
        if (endsBeforeItBegins(query)) return refused('INVALID_RANGE');
        const before = page.after && BigInt(page.after.position);
        const found = await activityOf(db.of(organizationId), organizationId, query, { limit: page.limit + 1, before });
        const { data, nextCursor } = pageOf(found, page, ({ position }) => ({ position: position.toString() }));
        const nameOf = namesOf(organizationId);
        return { status: 200, body: { data: await Promise.all(data.map((each) => shown(each, nameOf))), nextCursor } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/team/activity/export',
      operationId: 'exportActivity',
      summary: 'The activity log as a file, newest first',
      description: 'That it was exported, by whom, how many rows and their SHA-256 is an entry of the log itself.',
      tag: 'Team',
      permission: 'team:activity',
      kind: 'query',
      readModels: ['team.activity'],
      query: z.object({ ...activityFilters, format: z.enum(['csv', 'jsonl']) }),
      answers: { 200: null },
      fileType: 'text/csv',
      refusals: ['INVALID_RANGE'],
      handle: async ({ caller, query: { format, ...filter }, correlationId }) => {
        if (endsBeforeItBegins(filter)) return refused('INVALID_RANGE');
        const filters = Object.fromEntries(
          Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        );
        const { organizationId } = caller;
        const commandId = newId();
        const bytes = await recordExport(
          { organizationId, what: 'activity log', format, filters },
          { commandId, correlationId, causationId: commandId, organizationId, actor: actorOf(caller) },
          activityFile(format, pagesOf(organizationId, filter)),
        );
        const name = `activity.${format}`;
        return { status: 200, file: { name, type: activityFileTypes[format], bytes, attachment: true } };
      },
    }),
  ];
};
