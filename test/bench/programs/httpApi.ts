import { pino } from 'pino';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { refused } from '../../../api/http/problem.js';
import { route } from '../../../api/http/route.js';
import { createHttpApp } from '../../../api/http/server.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { connectEventStore } from '../../../infrastructure/eventstore/connectEventStore.js';
import { PostgresIdempotencyKeys } from '../../../infrastructure/postgres/idempotencyKeys.js';
import { migrate } from '../../../infrastructure/postgres/migrations.js';
import { createPool } from '../../../infrastructure/postgres/pool.js';
import { asRole, ROLES } from '../../../infrastructure/postgres/roles.js';
import { knownCallers } from '../../support/knownCallers.js';
import { program } from '../harness/program.js';
import { accountDecider, contextOf, ledgerCodec } from '../ledger/ledger.js';

const unlimited = { requests: 1_000_000_000, seconds: 60 };
const body = z.strictObject({
  amount: z.int().positive(),
  currency: z.string().length(3),
  reference: z.string().max(200),
});

/** The product's HTTP stack, as it is wired for its own routes, around one command route of the bench. */
async function start({ connectionString, databaseUrl }: Readonly<{ connectionString: string; databaseUrl: string }>) {
  await migrate(databaseUrl);
  const logger = pino({ level: 'warn' });
  const onConnectionError = (error: Error) => logger.warn({ err: error }, 'connection');
  const pool = createPool({
    connectionString: asRole(databaseUrl, ROLES.writer),
    applicationName: 'bench',
    max: 20,
    onConnectionError,
  });
  const eventStore = await connectEventStore({ connectionString });
  const { handleCommand } = createCommandHandling(eventStore, ledgerCodec);
  const clock = { now: () => new Date() };
  const accessTokens = new HmacAccessTokens(['a secret of the bench of 32 bytes or more'], clock);
  const known = knownCallers(accessTokens, clock);

  const depositRoute = route({
    method: 'POST',
    path: '/api/v1/accounts/:accountId/deposits',
    operationId: 'deposit',
    summary: 'Adds money to an account',
    tag: 'Bench',
    permission: 'billing:read',
    kind: 'command',
    idempotencyKey: 'required',
    params: z.object({ accountId: z.string() }),
    body,
    answers: { 201: z.object({ accountId: z.string() }) },
    refusals: ['STREAM_BUSY'],
    handle: async ({ params: { accountId }, body: given, commandId, correlationId }) => {
      const data = { ...given, accountId, times: 1 };
      const context = { ...contextOf(commandId), correlationId };
      const handled = await handleCommand(
        accountId,
        accountDecider,
        { type: 'Deposit', data, now: new Date() },
        context,
      );
      if (!handled.accepted) return refused('STREAM_BUSY');
      return { status: 201, body: { accountId }, position: handled.position, revision: handled.revision };
    },
  });
  const app = createHttpApp({
    routes: [depositRoute],
    accessTokens,
    callers: known.callers,
    idempotencyKeys: new PostgresIdempotencyKeys(pool),
    progress: { reached: () => 0n, waitFor: async () => true },
    ...{ logger, metrics: new Registry(), cursorKey: 'a cursor key of the bench, long enough' },
    ...{ corsOrigins: [], hosts: ['127.0.0.1'], health: { services: {}, projectors: async () => [] } },
    info: { title: 'Bench', version: '1.0.0', publicUrl: 'http://localhost' },
    limits: { perIp: unlimited, perOrganization: unlimited },
  });
  const server = await app.listen({ host: '127.0.0.1', port: 0 });
  const caller = { userId: 'user-1', organizationId: 'organization-1', sessionId: 'session-1' };
  return { address: async () => ({ url: server.url, token: await known.issue(caller, 3_600) }) };
}
export type HttpApi = Awaited<ReturnType<typeof start>>;

program(start);
