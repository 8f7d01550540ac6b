import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { FeedItem, NotificationFeed } from '../../api/gateway/feed.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import { scopedQueries } from '../../infrastructure/postgres/scopedQueries.js';
import { notificationsAfter, notificationsOfMany } from '../../projections/notifications/feed/feed.query.js';
import { reachedPosition } from '../../projections/runtime/reachedPosition.js';
import { freshDatabase } from './freshDatabase.js';

/** The read model `notifications.feed` in a database of its own, written as its projector writes it. */
export type FeedDatabase = Readonly<{
  feed: NotificationFeed;
  /** How often the feed was read. */
  reads: () => number;
  /** Commits these items together with the position that is reached by them. */
  write: (reached: bigint, ...items: readonly FeedItem[]) => Promise<void>;
  close: () => Promise<void>;
}>;

const table = new URL('../../projections/notifications/feed/feed.table.sql', import.meta.url);

export async function feedDatabase(): Promise<FeedDatabase> {
  const connectionString = await freshDatabase();
  const writer = new pg.Pool({ connectionString, max: 2 });
  const readers = createPool({ connectionString, applicationName: 'gateway test', onConnectionError: () => undefined });
  const reader = scopedQueries(readers).shared;
  await writer.query(`
    CREATE SCHEMA notifications;
    ${(await readFile(table, 'utf8')).replaceAll('{{table}}', 'notifications.feed')}
    CREATE SCHEMA projections;
    CREATE TABLE projections.checkpoints (name text, state text, position bigint NOT NULL);
    INSERT INTO projections.checkpoints VALUES ('notifications.feed', 'live', -1)`);
  let reads = 0;

  async function write(reached: bigint, ...items: readonly FeedItem[]): Promise<void> {
    const row = ({
      notificationId,
      organizationId,
      position,
      type,
      title,
      body,
      link,
      urgency,
      occurredAt,
    }: FeedItem) => [...[notificationId, organizationId, `${position}`, type, title, body, link, urgency, occurredAt]];
    const client = await writer.connect();
    try {
      await client.query('BEGIN');
      for (const item of items) {
        await client.query('INSERT INTO notifications.feed VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', row(item));
      }
      await client.query('UPDATE projections.checkpoints SET position = $1', [`${reached}`]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  return {
    feed: {
      reached: () => reachedPosition(reader, 'notifications.feed'),
      after(organizationId, position, limit) {
        reads += 1;
        return notificationsAfter(reader, organizationId, position, limit);
      },
      afterForMany(organizationIds, position, limit) {
        reads += 1;
        return notificationsOfMany(reader, organizationIds, position, limit);
      },
    },
    reads: () => reads,
    write,
    async close() {
      await readers.end();
      await writer.end();
    },
  };
}
