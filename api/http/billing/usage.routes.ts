import type { RecordUsage } from '../../../application/billing/recordUsage.js';
import type { UsageTermsOf } from '../../../application/billing/usageTermsOf.js';
import type { Clock } from '../../../application/ports/clock.js';
import { usageStatement } from '../../../domain/billing/usage/usageStatement.js';
import { usageOfPeriod } from '../../../projections/billing/usageCounters/usageCounters.query.js';
import { listUsageRecords } from '../../../projections/billing/usageRecords/usageRecords.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { actorOf } from '../actorOf.js';
import { pageOf } from '../answers/pageOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import {
  usageAccepted,
  usageAnswer,
  usageBody,
  usageFilter,
  usageRecordFilter,
  usageRecordList,
  usageRecordPlace,
} from './usage.schemas.js';
import { chosenPeriod, shownLine, shownRecord } from './usageAnswers.js';
import { faultsInTime, limitRefusal, unknownMeters } from './usageRefusals.js';

type Dependencies = Readonly<{ recordUsage: RecordUsage; termsOf: UsageTermsOf; clock: Clock }>;

export const usageRoutes = (db: ScopedQueries, { recordUsage, termsOf, clock }: Dependencies): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/billing/usage',
    operationId: 'recordUsage',
    summary: 'Record what was used',
    description:
      'Up to 1,000 records, all of them or none. A record counts once however often its id is sent, in this call or any other.',
    tag: 'Billing',
    permission: 'billing:usage',
    kind: 'command',
    body: usageBody,
    answers: { 202: usageAccepted },
    refusals: ['invalid_body', 'UNKNOWN_METER', 'USAGE_LIMIT_REACHED', 'USAGE_NOT_YET_READABLE', 'STREAM_BUSY'],
    handle: async ({ caller, body: { records }, commandId, correlationId }) => {
      const { organizationId } = caller;
      const errors = faultsInTime(records, clock.now());
      if (errors.length > 0) return refused('invalid_body', { errors });
      const recorded = await recordUsage(organizationId, records, {
        commandId,
        correlationId,
        causationId: correlationId,
        organizationId,
        actor: actorOf(caller),
      });
      if (recorded.accepted) {
        const { position, added, duplicates, late } = recorded;
        return { status: 202, position, body: { accepted: added, duplicates: [...duplicates], late: [...late] } };
      }
      if (recorded.rejection === 'USAGE_LIMIT_REACHED') return limitRefusal(recorded.exceeded);
      if (recorded.rejection === 'UNKNOWN_METER') return unknownMeters(records, recorded.meters);
      if (recorded.rejection === 'USAGE_NOT_YET_READABLE')
        return refused(recorded.rejection, { headers: { 'Retry-After': '1' } });
      return refused('STREAM_BUSY');
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/billing/usage',
    operationId: 'getUsage',
    summary: 'What was used in a billing period, beside what the plan includes',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: ['billing.usage_counters'],
    query: usageFilter,
    answers: { 200: usageAnswer },
    handle: async ({ caller, query }) => {
      const { organizationId } = caller;
      const now = clock.now();
      const terms = await termsOf(organizationId);
      const period = chosenPeriod(query.period, terms.subscription, now);
      const counted = await usageOfPeriod(db.of(organizationId), organizationId, period.start);
      const lines = usageStatement(counted, terms.meters, terms.currency, period, now);
      const meters = lines.map((line) => ({ ...shownLine(line), resetsAt: period.end }));
      return { status: 200, body: { period, currency: terms.currency, meters } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/billing/usage/records',
    operationId: 'listUsageRecords',
    summary: 'The records behind the counters, the last recorded first',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: ['billing.usage_records'],
    query: usageRecordFilter,
    list: { sorts: ['-recordedAt'], key: usageRecordPlace },
    answers: { 200: usageRecordList },
    handle: async ({ caller, query, page }) => {
      const { limit, after } = page;
      const found = await listUsageRecords(db.of(caller.organizationId), caller.organizationId, {
        ...query,
        limit: limit + 1,
        after,
      });
      const { data, nextCursor } = pageOf(found, page, ({ position, place }) => ({
        position: String(position),
        place,
      }));
      return { status: 200, body: { data: data.map(shownRecord), nextCursor } };
    },
  }),
];
