import { setMaxListeners } from 'node:events';
import { Container } from 'inversify';
import { Registry } from 'prom-client';
import type { HttpServer } from '../../api/http/listen.js';
import { applyErasures } from '../../application/identity/applyErasures.js';
import { createLeases } from '../../projections/runtime/leases.js';
import { createSharedFeed } from '../../projections/runtime/sharedFeed.js';
import type { Environment } from '../config/environment.js';
import { connectEventStore } from '../eventstore/connectEventStore.js';
import { smtpMailer } from '../mail/smtpMailer.js';
import { natsWakeUps } from '../nats/natsWakeUps.js';
import { organizationSnapshots } from '../postgres/organizationSnapshots.js';
import { createPool } from '../postgres/pool.js';
import { asRole, ROLES, type Role } from '../postgres/roles.js';
import { scopedQueries } from '../postgres/scopedQueries.js';
import { stripeClient } from '../stripe/stripeClient.js';
import { inProcessWakeUps } from '../wakeups/inProcessWakeUps.js';
import { type Backends, checkEmbedding, isEmbedded, startBackends } from './backends.js';
import { listenForTools } from './controlSocket.js';
import { keepHouse } from './housekeeping.js';
import { secretsOf } from './keptSecrets.js';
import { createLogger } from './logger.js';
import { accessModule } from './modules/access.js';
import { accessTokensModule } from './modules/accessTokens.js';
import { activityModule } from './modules/activity.js';
import { billingModule } from './modules/billing.js';
import { erasureModule } from './modules/erasure.js';
import { factorsModule } from './modules/factors.js';
import { identityModule } from './modules/identity.js';
import { invoicesModule } from './modules/invoices.js';
import { mailModule } from './modules/mail.js';
import { organizationExportModule } from './modules/organizationExport.js';
import { plansModule } from './modules/plans.js';
import { platformModule } from './modules/platform.js';
import { projectionsModule } from './modules/projections.js';
import { reconciliationModule } from './modules/reconciliation.js';
import { subscriptionsModule } from './modules/subscriptions.js';
import { teamModule } from './modules/team.js';
import { usageModule } from './modules/usage.js';
import { webhooksModule } from './modules/webhooks.js';
import { personTracing } from './personTracing.js';
import { runApi, runProbes } from './processes/api.js';
import { followRecorded } from './processes/followRecorded.js';
import { runGateway } from './processes/gateway.js';
import { runProjector } from './processes/projector.js';
import { runReactor } from './processes/reactor.js';
import { runReconciliation } from './processes/reconciliation.js';
import { runWebhooks } from './processes/webhooks.js';
import type { Progress } from './progress.js';
import { TOKENS } from './tokens.js';
import { toolsOf } from './tools.js';

/** The running product. */
export type Product = Readonly<{
  container: Container;
  backends: Backends;
  http: HttpServer | undefined;
  /** What answers `/health`, `/ready` and `/metrics` where the API does not run. */
  probes: HttpServer | undefined;
  gateway: Readonly<{ port: number }> | undefined;
  /** Drains in order: no new requests, projectors and reactions commit, stores close, embedded services stop. */
  stop: () => Promise<void>;
}>;

/** Connections and what is shared, ready to be asked for; `release` lets go of them. */
export async function connect(environment: Environment, backends: Backends) {
  const logger = createLogger(environment);
  const onConnectionError = (error: Error) => logger.warn({ err: error }, 'an idle PostgreSQL connection broke');
  const ended = new AbortController();
  const as = (role: Role) => asRole(backends.databaseUrl, role);
  const { writer, reader, platformReader } = ROLES;
  const pool = createPool({ connectionString: as(writer), applicationName: 'objecta', max: 20, onConnectionError });
  const readers = createPool({
    ...{ connectionString: as(reader), applicationName: 'objecta queries', max: 20, onConnectionError },
  });
  const snapshots = organizationSnapshots(
    createPool({ connectionString: as(reader), applicationName: 'objecta exports', max: 2, onConnectionError }),
  );
  const platformReaders = createPool({
    ...{ connectionString: as(platformReader), applicationName: 'objecta platform queries', max: 5, onConnectionError },
  });
  const platformQueries = scopedQueries(platformReaders).shared;
  const eventStore = await connectEventStore({ connectionString: backends.eventStoreUrl, logger });
  const onProblem = (message: string, error?: unknown) => logger.warn({ err: error }, message);
  const wakeUps = environment.NATS_URL
    ? await natsWakeUps({ url: environment.NATS_URL, onProblem })
    : inProcessWakeUps({
        onHandlerError: (error, subject) => onProblem(`a wake-up of ${subject} was not handled`, error),
      });
  const leases = createLeases({ pool, logger });

  const container = new Container();
  container.bind(TOKENS.environment).toConstantValue(environment);
  container.bind(TOKENS.secrets).toConstantValue(secretsOf(environment, isEmbedded(environment)));
  container.bind(TOKENS.logger).toConstantValue(logger);
  container.bind(TOKENS.metrics).toConstantValue(new Registry());
  container.bind(TOKENS.pool).toConstantValue(pool);
  container.bind(TOKENS.queries).toConstantValue(scopedQueries(readers));
  container.bind(TOKENS.organizationSnapshots).toConstantValue(snapshots);
  container.bind(TOKENS.platformQueries).toConstantValue(platformQueries);
  container.bind(TOKENS.clickHouse).toConstantValue(backends.clickHouse);
  container.bind(TOKENS.mailer).toConstantValue(smtpMailer({ url: backends.smtpUrl, from: environment.MAIL_FROM }));
  container.bind(TOKENS.stripe).toConstantValue(stripeClient(backends.stripe));
  container.bind(TOKENS.eventStore).toConstantValue(eventStore);
  container.bind(TOKENS.wakeUps).toConstantValue(wakeUps);
  container.bind(TOKENS.leases).toConstantValue(leases);
  container.load(
    platformModule,
    accessTokensModule,
    accessModule,
    billingModule,
    identityModule,
    factorsModule,
    plansModule,
    subscriptionsModule,
    usageModule,
    projectionsModule,
    invoicesModule,
    mailModule,
    activityModule,
    organizationExportModule,
    reconciliationModule,
    teamModule,
    erasureModule,
    webhooksModule,
  );
  const feed = createSharedFeed({ eventStore, codec: container.get(TOKENS.codec), logger, signal: ended.signal });
  container.bind(TOKENS.feed).toConstantValue(feed);
  const tracing = {
    db: platformQueries,
    pool,
    progress: container.get(TOKENS.progress),
    forgetMails: backends.forgetMails,
  };
  container.bind(TOKENS.personTracing).toConstantValue(personTracing(tracing));
  await applyErasures(container.get(TOKENS.commandHandling).currentState, container.get(TOKENS.personalData));

  const release = async () => {
    ended.abort();
    await leases.close();
    container.get(TOKENS.progress).close();
    await wakeUps.close();
    container.get(TOKENS.mailer).close();
    await eventStore.close();
    await readers.end();
    await snapshots.end();
    await platformReaders.end();
    await pool.end();
  };
  return { container, release };
}

/** @throws ConfigurationError, or what a service says that cannot be reached */
export async function startProduct(environment: Environment, progress: Progress): Promise<Product> {
  checkEmbedding(environment);
  const backends = await startBackends(environment, progress);
  const { container, release } = await progress.step('Connections', () => connect(environment, backends));
  const draining = new AbortController();
  setMaxListeners(0, draining.signal);
  const runs = (name: Environment['PROCESSES'][number]) => environment.PROCESSES.includes(name);

  const projectors = runs('projector')
    ? await progress.step('Read models', () => runProjector(container, draining.signal))
    : [];
  const reactor = runs('reactor') ? runReactor(container, draining.signal) : Promise.resolve();
  const webhooks = runs('reactor') ? runWebhooks(container, draining.signal) : Promise.resolve();
  const reconciliation = runs('reactor') ? runReconciliation(container, draining.signal) : Promise.resolve();
  const followed = runs('api') || runs('gateway') ? followRecorded(container, draining.signal) : Promise.resolve();
  const gateway = runs('gateway') ? await progress.step('Gateway', () => runGateway(container)) : undefined;
  const housekeeping = runs('api') ? keepHouse(container, draining.signal) : Promise.resolve();
  const closeTools =
    backends.embedded.length > 0
      ? await listenForTools(environment.DATA_DIR, toolsOf(container, draining.signal))
      : undefined;
  const http = runs('api') ? await progress.step('HTTP API', () => runApi(container)) : undefined;
  const probes = http ? undefined : await progress.step('Health and metrics', () => runProbes(container));

  const [webhookSecret = ''] = container.get(TOKENS.secrets).stripeWebhookSecrets;
  if (http) await backends.stripeSimulator?.deliverTo(`http://127.0.0.1:${http.port}`, webhookSecret);

  const stop = async () => {
    await backends.stripeSimulator?.pauseDeliveries();
    await http?.close(4_000);
    await probes?.close(1_000);
    await gateway?.stop();
    draining.abort();
    await closeTools?.();
    await Promise.all([
      reactor,
      webhooks,
      reconciliation,
      housekeeping,
      followed,
      ...projectors.map(({ ended }) => ended),
    ]);
    await release();
    await backends.stop();
  };
  return { container, backends, http, probes, gateway, stop };
}
