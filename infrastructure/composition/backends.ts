import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { connectClickHouse } from '../clickhouse/client.js';
import { ConfigurationError, type Environment } from '../config/environment.js';
import { startEmbeddedClickHouse } from '../embedded/chdb/embeddedClickHouse.js';
import { forkEventStoreNode } from '../embedded/eventstore-node/forkEventStoreNode.js';
import { type Inbox, startInbox } from '../embedded/inbox/startInbox.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded/postgres/embeddedPostgres.js';
import { migrate } from '../postgres/migrations.js';
import type { StripeAddress } from '../stripe/stripeClient.js';
import { demoBegins } from './demo/seedDemo.js';
import { mailExamples } from './mailExamples.js';
import type { Progress } from './progress.js';
import { type RunningSimulator, startSimulator, stripeAddress } from './stripeBackend.js';

/** The services behind the product, real or embedded, and how to let go of those that are ours. */
export type Backends = Readonly<{
  databaseUrl: string;
  eventStoreUrl: string;
  clickHouse: ClickHouseClient;
  stripe: StripeAddress;
  /** The Stripe simulator when it runs embedded. */
  stripeSimulator: RunningSimulator | undefined;
  /** Where mails go. */
  smtpUrl: string;
  /** The page of our own mail server; undefined when mails go elsewhere. */
  inbox: string | undefined;
  /** Removes mails that name one of the words from our own mail server, where there is one. */
  forgetMails: (words: readonly string[]) => Promise<void>;
  /** Names of the services that run embedded. */
  embedded: readonly string[];
  /** Resolves with a reason when an embedded service died: the product cannot go on. */
  failed: Promise<string>;
  /** Stops the embedded services in the order their users need. */
  stop: () => Promise<void>;
}>;

/** Whether any backing service runs embedded with this configuration. */
export const isEmbedded = (environment: Environment): boolean =>
  !environment.DATABASE_URL ||
  !environment.EVENTSTORE_URL ||
  !environment.CLICKHOUSE_URL ||
  !environment.STRIPE_SECRET_KEY ||
  !environment.SMTP_URL;

const ALL_PROCESSES = 4;

/** @throws ConfigurationError when embedded services are not allowed or not possible with this configuration */
export function checkEmbedding(environment: Environment): void {
  const { NODE_ENV, ALLOW_EMBEDDED, PROCESSES, NATS_URL, CLICKHOUSE_URL, STRIPE_SECRET_KEY, SMTP_URL } = environment;
  if (NODE_ENV === 'production' && isEmbedded(environment) && !ALLOW_EMBEDDED) {
    throw new ConfigurationError(
      'In production DATABASE_URL, EVENTSTORE_URL, CLICKHOUSE_URL, STRIPE_SECRET_KEY and SMTP_URL must be set, or ALLOW_EMBEDDED=true says that this one machine is all there is.',
    );
  }
  if (new Set(PROCESSES).size === ALL_PROCESSES) return;
  if (!NATS_URL)
    throw new ConfigurationError(
      'When PROCESSES names only some processes, NATS_URL must be set: they wake each other through it.',
    );
  if (!CLICKHOUSE_URL)
    throw new ConfigurationError(
      'When PROCESSES names only some processes, CLICKHOUSE_URL must be set: the embedded engine serves one process.',
    );
  if (!STRIPE_SECRET_KEY)
    throw new ConfigurationError(
      'When PROCESSES names only some processes, STRIPE_SECRET_KEY must be set: the embedded simulator serves one process.',
    );
  if (!SMTP_URL)
    throw new ConfigurationError(
      'When PROCESSES names only some processes, SMTP_URL must be set: the embedded inbox serves one process.',
    );
}

/** Starts or connects to everything the product stands on, and brings its own tables up to date. */
export async function startBackends(environment: Environment, progress: Progress): Promise<Backends> {
  const embedded: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  const failures: Promise<string>[] = [];
  const { DATA_DIR, DATABASE_URL, EVENTSTORE_URL, CLICKHOUSE_URL, STRIPE_SECRET_KEY, SMTP_URL } = environment;
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };

  async function embeddedPostgres(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({
      dataDir: join(DATA_DIR, 'postgres'),
      port: environment.POSTGRES_PORT,
    });
    stops.push(postgres.stop);
    embedded.push('PostgreSQL');
    return postgres;
  }

  async function embeddedEventStore(postgres: EmbeddedPostgres): Promise<string> {
    await postgres.createDatabaseIfMissing('eventstore');
    const node = await forkEventStoreNode({
      databaseUrl: postgres.url('eventstore'),
      port: environment.EVENTSTORE_PORT,
    });
    stops.push(node.stop);
    failures.push(node.exited.then(() => 'the embedded event store has stopped'));
    embedded.push('event store');
    return node.connectionString;
  }

  async function clickHouse(): Promise<ClickHouseClient> {
    const engine = CLICKHOUSE_URL
      ? await connectClickHouse(CLICKHOUSE_URL)
      : await startEmbeddedClickHouse({ dataDir: join(DATA_DIR, 'clickhouse') });
    if (!CLICKHOUSE_URL) embedded.push('ClickHouse');
    stops.push(engine.stop);
    return engine.client;
  }

  async function embeddedStripe(postgres: EmbeddedPostgres): Promise<RunningSimulator> {
    const simulator = await startSimulator(
      postgres,
      environment,
      environment.STRIPE_SIMULATOR_BEGINS ?? demoBegins(environment),
    );
    stops.push(simulator.stop);
    embedded.push('Stripe simulator');
    return simulator;
  }

  async function embeddedInbox(): Promise<Inbox> {
    const inbox = await startInbox({
      folder: join(DATA_DIR, 'inbox'),
      port: environment.INBOX_PORT,
      examples: mailExamples(environment.PUBLIC_URL),
    });
    stops.push(inbox.stop);
    embedded.push('inbox');
    return inbox;
  }

  try {
    const inbox = SMTP_URL ? undefined : await embeddedInbox();
    const analytics = progress.step(CLICKHOUSE_URL ? 'ClickHouse' : 'ClickHouse engine (embedded)', clickHouse);
    const needsPostgres = !DATABASE_URL || !EVENTSTORE_URL || !STRIPE_SECRET_KEY;
    const postgres = needsPostgres ? await progress.step('PostgreSQL (embedded)', embeddedPostgres) : undefined;
    const databaseUrl = DATABASE_URL ?? (await objectaDatabase(postgres));
    const [eventStoreUrl, stripeSimulator] = await Promise.all([
      postgres && !EVENTSTORE_URL
        ? progress.step('Event store (embedded)', () => embeddedEventStore(postgres))
        : String(EVENTSTORE_URL),
      postgres && !STRIPE_SECRET_KEY
        ? progress.step('Stripe simulator (embedded)', () => embeddedStripe(postgres))
        : undefined,
      progress.step('Database migrations', () => migrate(databaseUrl)),
    ]);
    return {
      databaseUrl,
      eventStoreUrl,
      clickHouse: await analytics,
      stripe: stripeAddress(environment, stripeSimulator?.url),
      stripeSimulator,
      smtpUrl: SMTP_URL ?? String(inbox?.smtpUrl),
      inbox: inbox?.url,
      forgetMails: async (words) => inbox?.forget(words),
      embedded,
      failed: Promise.race(failures),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function objectaDatabase(postgres: EmbeddedPostgres | undefined): Promise<string> {
  if (!postgres) throw new Error('no PostgreSQL to make a database in');
  await postgres.createDatabaseIfMissing('objecta');
  return postgres.url('objecta');
}
