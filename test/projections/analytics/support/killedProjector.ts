/** A process that runs the projector and kills itself, as told, around one of its inserts. Forked by `killedProcess.ts`. */
import { startEmbeddedClickHouse } from '../../../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { connectEventStore } from '../../../../infrastructure/eventstore/connectEventStore.js';
import { countedRows } from './countedRows.js';
import { interceptedInserts } from './interceptedInserts.js';
import { testCodec, testPool } from './logAccess.js';
import { runEvents } from './runningEvents.js';

/** Where in its n-th insert the process dies; it ends by itself once it has reached the position. */
export type Orders = Readonly<{
  databaseUrl: string;
  connectionString: string;
  dataDir: string;
  dies?: Readonly<{ when: 'recorded' | 'inserting' | 'inserted'; insert: number }>;
  reach: string;
}>;

async function main({ databaseUrl, connectionString, dataDir, dies, reach }: Orders): Promise<void> {
  const { client, stop } = await startEmbeddedClickHouse({ dataDir });
  const pool = testPool(databaseUrl);
  const eventStore = await connectEventStore({ connectionString });
  const die = (): never => {
    process.kill(process.pid, 'SIGKILL');
    throw new Error('still alive');
  };
  let inserts = 0;
  const clickHouse = interceptedInserts(client, async (insert) => {
    if (dies?.insert !== ++inserts) return insert();
    if (dies.when === 'recorded') return die();
    const inserting = insert();
    if (dies.when === 'inserting') setImmediate(() => setImmediate(die));
    const result = await inserting;
    return dies.when === 'inserted' ? die() : result;
  });
  const running = runEvents({
    ...{ pool, eventStore, codec: testCodec(pool), clickHouse },
    bounds: { maxRows: 100, maxLength: 1e9, everyMs: 20 },
  });
  await running.reached(BigInt(reach));
  const counted = await countedRows(client);
  await running.stop();
  await eventStore.close();
  await pool.end();
  await stop();
  process.send?.(counted);
}

process.once('message', (orders: Orders) => void main(orders).then(() => process.disconnect()));
// Whoever gave the orders is gone, or has been answered.
process.once('disconnect', () => process.exit());
