import { usageThresholds } from '../../../domain/billing/usage/usageBalance.js';
import { assertInLog } from '../harness/ask.js';
import { withProcessorTime } from '../harness/processorTime.js';
import { rounds } from '../harness/rounds.js';
import { atMost, type Row } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { CommandToSocket } from '../programs/commandToSocket.js';
import type { Notifications } from '../programs/notifications.js';
import type { UsageApi } from '../programs/usageApi.js';

const ORGANIZATIONS = 200;
const SECONDS = 3;
const FULL = 1_000;
const QUARTER = 250;
/** Each meter of each organization tells of each threshold once. */
const METERS = Math.ceil((FULL * SECONDS) / ORGANIZATIONS / usageThresholds.length);

/**
 * P6: from the answer to a command over HTTP (usage that reaches a threshold of the plan) to the frame at the socket of
 * its organization. The log, the API, and read model with gateway are processes of their own.
 */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const { connectionString, databaseUrl: logUrl } = await stage.node();
  const databaseUrl = await stage.database();
  const api = await stage.program<UsageApi>('usageApi', { connectionString, databaseUrl });
  const options = { connectionString, databaseUrl, meters: METERS };
  const notifications = await stage.program<Notifications>('notifications', options);
  const outside = await stage.program<CommandToSocket>('commandToSocket', {});

  async function measure(run: string, perSecond: number) {
    const organizationIds = Array.from({ length: ORGANIZATIONS }, (_, at) => `${run}-${at}`);
    const { url: http, tokens: senders } = await api.call('address', organizationIds);
    const { url: gateway, tokens: listeners } = await notifications.call('subscribe', organizationIds);
    const count = scaled(settings, perSecond * SECONDS, ORGANIZATIONS);
    await outside.call('connect', { http, gateway, senders, listeners });
    const figures = await withProcessorTime(count, () => outside.call('run', { perSecond, count }));
    // A book is opened by a first record; then each command records its usage and the threshold that it reaches.
    await assertInLog(logUrl, `usage-${run}-`, 2 * ORGANIZATIONS + 2 * count);
    return figures;
  }
  const { full, quarter } = await rounds(settings.runs, {
    full: (round) => measure(`full${round}`, FULL),
    quarter: (round) => measure(`quarter${round}`, QUARTER),
  });
  const rows = (perSecond: number, figures: typeof full, bars: boolean): Row[] => {
    const name = `command accepted → frame, ${perSecond}/s, ${ORGANIZATIONS} sockets`;
    return [
      { figure: `${name}, p50`, unit: 'ms', values: figures.p50, ...(bars && { bar: atMost(8) }) },
      { figure: `${name}, p99`, unit: 'ms', values: figures.p99, ...(bars && { bar: atMost(25) }) },
      { figure: `${name}, sent → accepted, p50`, unit: 'ms', values: figures.acceptP50 },
      { figure: `${name}, sent → accepted, p99`, unit: 'ms', values: figures.acceptP99 },
      { figure: `${name}, CPU of all processes`, unit: 'µs each', values: figures.cpuMicroseconds },
    ];
  };
  return [...rows(FULL, full, true), ...rows(QUARTER, quarter, false)];
}
