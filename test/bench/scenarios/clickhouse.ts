import { fillLog } from '../billing/invoiceEvents.js';
import { assertSame } from '../harness/ask.js';
import { rounds } from '../harness/rounds.js';
import { atLeast, type Row, ratioAtLeast } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { ProjectAnalytics } from '../programs/projectAnalytics.js';
import type { ProjectInvoices } from '../programs/projectInvoices.js';

/** P4: `analytics.events` and its view from nothing to the head of the log, exactly once, beside the bare feed. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const events = 2 * scaled(settings, 100_000, 500);
  const { connectionString } = await stage.node();
  const head = await fillLog(connectionString, events);
  const follower = await stage.program<ProjectInvoices>('projectInvoices', { connectionString, head });

  const { feed, projection } = await rounds(settings.runs, {
    feed: async () => ({ perSecond: events / (await follower.call('feed')).seconds }),
    projection: async () => {
      const options = { connectionString, databaseUrl: await stage.database(), dataDir: stage.folder(), head };
      const projector = await stage.program<ProjectAnalytics>('projectAnalytics', options);
      const { seconds, rows, positions, daily } = await projector.call('project');
      await projector.stop();
      for (const found of [rows, positions, daily]) assertSame('rows in ClickHouse', found, events);
      return { perSecond: events / seconds };
    },
  });
  const bare = { role: 'limit' as const, name: 'bare feed', values: feed.perSecond };
  const name = `ClickHouse catch-up, ${events.toLocaleString('en-US')} events`;
  return [
    { figure: name, unit: 'events/s', values: projection.perSecond, bar: atLeast(20_000) },
    { figure: name, unit: 'events/s', values: projection.perSecond, against: bare, bar: ratioAtLeast(0.5) },
  ];
}
