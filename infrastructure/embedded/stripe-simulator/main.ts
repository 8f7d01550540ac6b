import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../postgres/embeddedPostgres.js';
import { startStripeSimulator } from './startStripeSimulator.js';

const DEFAULT_PORT = 3004;
const DATABASE = 'stripe_simulator';

const print = (line: string) => process.stdout.write(`stripe simulator: ${line}\n`);
const stopping = new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve());
  process.once('SIGINT', () => resolve());
});

async function openDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const url = process.env.STRIPE_SIMULATOR_DATABASE_URL;
  if (url) return { url, stop: async () => undefined };
  const dataDir = process.env.DATA_DIR ?? '.data';
  mkdirSync(dataDir, { recursive: true });
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
  await postgres.createDatabaseIfMissing(DATABASE);
  return { url: postgres.url(DATABASE), stop: postgres.stop };
}

const database = await openDatabase();
try {
  const simulator = await startStripeSimulator({
    databaseUrl: database.url,
    port: Number(process.env.STRIPE_SIMULATOR_PORT ?? DEFAULT_PORT),
    onProblem: (message, error) => print(error === undefined ? message : `${message}: ${String(error)}`),
  });
  print(`listening on ${simulator.url}; any sk_test_… key is an account of its own`);
  process.send?.({ ready: true, url: simulator.url });
  await stopping;
  await simulator.stop();
} finally {
  await database.stop();
}
process.exit();
