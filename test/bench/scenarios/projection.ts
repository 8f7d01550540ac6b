import { fillLog } from '../billing/invoiceEvents.js';
import { ask, assertSame } from '../harness/ask.js';
import { rounds } from '../harness/rounds.js';
import { atLeast, type Row, ratioAtLeast } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { EmmettProjection } from '../programs/emmettProjection.js';
import type { ProjectInvoices } from '../programs/projectInvoices.js';

/** P3: `billing.invoices` from nothing to the head of a log in which every event matters to it, beside the bare feed and Emmett's consumer. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const events = 2 * scaled(settings, 100_000, 500);
  const { connectionString } = await stage.node();
  const head = await fillLog(connectionString, events);
  const projector = await stage.program<ProjectInvoices>('projectInvoices', { connectionString, head });

  const fewer = 2 * scaled(settings, 2_500, 100);
  const emmettUrl = await stage.database();
  const emmett = await stage.program<EmmettProjection>('emmettProjection', { databaseUrl: emmettUrl, events: fewer });

  const { feed, projection, peer } = await rounds(settings.runs, {
    feed: async () => {
      const fed = await projector.call('feed');
      assertSame('events the feed gave', fed.events, events);
      return { perSecond: events / fed.seconds };
    },
    projection: async () => {
      const databaseUrl = await stage.database();
      const { seconds } = await projector.call('project', databaseUrl);
      const found = await ask(
        databaseUrl,
        `SELECT (SELECT count(*) FROM billing.invoices WHERE status = 'paid' AND failed_attempts = 1)::text AS rows,
           (SELECT position FROM projections.checkpoints WHERE name = 'billing.invoices')::text AS position`,
      );
      assertSame('invoices', found.rows, events / 2);
      assertSame('checkpoint', found.position, head);
      return { perSecond: events / seconds };
    },
    peer: async () => {
      const { seconds } = await emmett.call('project');
      const found = await ask(
        emmettUrl,
        `SELECT count(*)::text AS rows FROM invoices WHERE data ->> 'status' = 'paid' AND (data ->> 'failedAttempts')::int = 1`,
      );
      assertSame('invoices of the peer', found.rows, fewer / 2);
      return { perSecond: fewer / seconds };
    },
  });
  const bare = { role: 'limit' as const, name: 'bare feed', values: feed.perSecond };
  const name = `projection catch-up, ${events.toLocaleString('en-US')} events`;
  return [
    { figure: name, unit: 'events/s', values: projection.perSecond, bar: atLeast(20_000) },
    { figure: name, unit: 'events/s', values: projection.perSecond, against: bare, bar: ratioAtLeast(0.5) },
    {
      figure: name,
      unit: 'events/s',
      values: projection.perSecond,
      against: { role: 'peer', name: `Emmett, ${fewer.toLocaleString('en-US')} events`, values: peer.perSecond },
      bar: ratioAtLeast(40),
    },
  ];
}
