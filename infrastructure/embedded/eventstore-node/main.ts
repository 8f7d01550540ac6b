import { join } from 'node:path';
import { startEmbeddedPostgres } from '../postgres/embeddedPostgres.js';
import type { ReadyMessage } from './forkEventStoreNode.js';
import { keepRunning } from './keepRunning.js';
import { reportedVersion } from './services/serverFeatures.js';
import type { EventStoreNode } from './startEventStoreNode.js';

const defaultPort = 2113;
const databaseName = 'eventstore';

const stopping = new AbortController();
const stop = () => stopping.abort();
process.on('SIGTERM', stop);
// Ctrl-C in a terminal reaches the parent too, which stops this process when its clients are done.
process.on('SIGINT', () => process.send ?? stop());
process.on('disconnect', stop);

const print = (line: string) => process.stdout.write(`event store node: ${line}\n`);

function announce(node: EventStoreNode): void {
  const { head } = node.stats();
  print(`version ${reportedVersion}, listening on ${node.connectionString}, head position ${head}`);
  const message: ReadyMessage = { ready: true, port: node.port, head: head.toString() };
  process.send?.(message);
}

async function openDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const url = process.env.EVENTSTORE_DATABASE_URL;
  if (url) return { url, stop: async () => undefined };
  const postgres = await startEmbeddedPostgres({ dataDir: join(process.env.DATA_DIR ?? '.data', 'postgres') });
  await postgres.createDatabaseIfMissing(databaseName);
  return { url: postgres.url(databaseName), stop: postgres.stop };
}

const database = await openDatabase();
try {
  const port = Number(process.env.EVENTSTORE_PORT ?? defaultPort);
  await keepRunning({ databaseUrl: database.url, port }, stopping.signal, announce, ({ message }) =>
    print(`${message}; starting anew`),
  );
} catch (error) {
  process.stderr.write(`event store node: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await database.stop();
}
// A database that does not answer must not keep the process alive.
process.exit();
