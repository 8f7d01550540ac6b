import { ask, assertSame } from '../harness/ask.js';
import { rounds } from '../harness/rounds.js';
import { atLeast, type Row } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { ProjectUsage } from '../programs/projectUsage.js';
import type { UsageApi } from '../programs/usageApi.js';
import type { UsageLoader } from '../programs/usageLoad.js';

const CONNECTIONS = 16;
const RECORDS_PER_CALL = 1_000;
/** Calls of one organization are decided one after the other. */
const ORGANIZATIONS = 8;

/** P9: usage over HTTP, a thousand records a call, one of twenty sent before; counted as it comes, and exactly. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const { connectionString } = await stage.node();
  const databaseUrl = await stage.database();
  const options = { connectionString, databaseUrl };
  const api = await stage.program<UsageApi>('usageApi', options);
  const projector = await stage.program<ProjectUsage>('projectUsage', options);
  const load = await stage.program<UsageLoader>('usageLoad', {});

  const { usage } = await rounds(settings.runs, {
    usage: async (round) => {
      const organizationIds = Array.from({ length: ORGANIZATIONS }, (_, at) => `organization-${round}-${at}`);
      const { url, tokens } = await api.call('address', organizationIds);
      const calls = scaled(settings, 160, 2 * ORGANIZATIONS);
      const sent = {
        url,
        tokens,
        run: `round${round}`,
        connections: CONNECTIONS,
        calls,
        recordsPerCall: RECORDS_PER_CALL,
      };
      const { perSecond, p99 } = await load.call('run', sent);
      await projector.call('reach', await api.call('head'));
      await assertCounted(databaseUrl, `organization-${round}-`, calls);
      return { recordsPerSecond: perSecond * RECORDS_PER_CALL, p99 };
    },
  });
  const name = `usage records over HTTP, ${RECORDS_PER_CALL} a call`;
  return [
    { figure: `${name}, accepted`, unit: '/s', values: usage.recordsPerSecond, bar: atLeast(20_000) },
    { figure: `${name}, p99 of a call`, unit: 'ms', values: usage.p99 },
  ];
}

/** Every record is in the counters and in the list once; the first call of each organization repeats none. */
async function assertCounted(databaseUrl: string, prefix: string, calls: number): Promise<void> {
  const found = await ask(
    databaseUrl,
    `SELECT (SELECT sum(records) FROM billing.usage_counters WHERE starts_with(organization_id, $1))::text AS counted,
       (SELECT count(*) FROM billing.usage_records WHERE starts_with(organization_id, $1))::text AS listed`,
    [prefix],
  );
  const repeated = (calls - ORGANIZATIONS) * Math.floor(RECORDS_PER_CALL / 20);
  const expected = calls * RECORDS_PER_CALL - repeated;
  assertSame('records counted', found.counted, expected);
  assertSame('records listed', found.listed, expected);
}
