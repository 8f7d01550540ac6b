import { expect, onTestFinished } from 'vitest';
import { derivedId } from '../../application/derivedIds.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import type { AnyEvent } from '../../application/events/recordedEvent.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import { reaction } from '../../application/reactions/reaction.js';
import { runReaction } from '../../application/reactions/runReaction.js';
import { attemptWebhook } from '../../application/team/attemptWebhook.js';
import { dispatchWebhooks } from '../../application/team/dispatchWebhooks.js';
import { whenEventTellWebhooks } from '../../application/team/reactions/whenEventTellWebhooks.js';
import { whenOrganizationDeletedRemoveWebhooks } from '../../application/team/reactions/whenOrganizationDeletedRemoveWebhooks.js';
import { readWebhookEndpoints } from '../../application/team/readWebhookEndpoints.js';
import { webhookEndpointCommand } from '../../application/team/webhookEndpointCommand.js';
import { webhookEndpointsNow } from '../../application/team/webhookEndpointsNow.js';
import { webhookEndpointStream } from '../../domain/team/streams.js';
import { personalDataKeys } from '../../infrastructure/crypto/personalDataKeys.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import { reactionLedger } from '../../infrastructure/postgres/reactionLedger.js';
import { asRole, ROLES } from '../../infrastructure/postgres/roles.js';
import { scopedQueries } from '../../infrastructure/postgres/scopedQueries.js';
import { webhookDeliveries } from '../../infrastructure/postgres/webhookDeliveries.js';
import { webhookDeliveryLog } from '../../infrastructure/postgres/webhookDeliveryLog.js';
import { httpWebhookSender } from '../../infrastructure/webhooks/httpWebhookSender.js';
import { webhookSecrets } from '../../infrastructure/webhooks/webhookSecrets.js';
import { testStack } from '../projections/runtime/support/testStack.js';
import { type FactLog, givenFacts } from './givenOrganization.js';
import { startHookReceiver } from './hookReceiver.js';
import { until } from './until.js';

export const organizationId = 'organization-1';
const masterKey = 'a master key of at least thirty-two characters';
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A receiver, closed after the test. */
export async function receiver() {
  const started = await startHookReceiver();
  onTestFinished(started.stop);
  return started;
}

/** The log, the reaction that makes deliveries, and what sends them, on a clock that the test moves. */
export async function openWebhooks() {
  let now = Date.parse('2026-11-02T09:00:00.000Z');
  const clock = { now: () => new Date(now) };
  const codec = createEventCodec(eventRegistry, {
    encrypt: async (_subject, _context, plaintext) => plaintext,
    decrypt: async (_subject, _context, ciphertext) => ciphertext,
  });
  const stack = await testStack({ codec });
  const handling = createCommandHandling(stack.eventStore, codec);
  const endpointsNow = webhookEndpointsNow(handling.currentState);
  const ask = webhookEndpointCommand(handling.handleCommand, clock);

  const open = (role: (typeof ROLES)[keyof typeof ROLES]) => {
    const connectionString = asRole(stack.databaseUrl, role);
    const pool = createPool({ connectionString, applicationName: 'test', onConnectionError: () => undefined });
    onTestFinished(() => (pool.ended ? undefined : pool.end()));
    return pool;
  };
  const readers = open(ROLES.reader);
  const deliveries = webhookDeliveries(open(ROLES.writer));
  const telling = whenEventTellWebhooks(deliveries, endpointsNow, clock);
  const ending = new AbortController();
  const runtime = {
    ...{ feed: stack.feed, ledger: reactionLedger(stack.pool, stack.leases.acquire), clock, logger },
    ...{ eventStore: stack.eventStore, decode: codec.decode },
  };
  const removing = whenOrganizationDeletedRemoveWebhooks(readWebhookEndpoints(handling.currentStream), ask);
  const running = Promise.all([
    runReaction(reaction(telling), runtime, ending.signal),
    runReaction(reaction(removing), runtime, ending.signal),
  ]);
  onTestFinished(async () => {
    ending.abort();
    await running;
  });

  /** A process that sends, on connections of its own. */
  const newSender = (timeoutMs = 5_000) => {
    const pool = open(ROLES.writer);
    const own = webhookDeliveries(pool);
    const attempt = attemptWebhook({
      ...{ deliveries: own, handleCommand: handling.handleCommand, endpointsNow, clock },
      secrets: webhookSecrets(personalDataKeys(stack.pool, [masterKey])),
      sender: httpWebhookSender({ allowLoopback: true, timeoutMs }),
    });
    return { pool, ...dispatchWebhooks(own, attempt, { clock, logger }) };
  };

  let asked = 0;
  const request = () => {
    const commandId = derivedId('request', asked++);
    const actor = { kind: 'user', id: 'mia' } as const;
    return {
      ...{ organizationId, by: 'mia' },
      context: { commandId, correlationId: commandId, causationId: commandId, organizationId, actor },
    };
  };
  const put = async (...[type, data]: [Parameters<typeof ask>[1], object]) => {
    const done = await ask(request(), type, data as never);
    expect(done).toMatchObject({ accepted: true });
  };
  const log = webhookDeliveryLog(scopedQueries(readers));
  const listed = (endpointId: string, of = organizationId) =>
    log.list(of, endpointId, { status: undefined, after: undefined, limit: 100 });

  return {
    ...{ stack, clock, deliveries, endpointsNow, telling, newSender, put, listed, log, codec },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    add: async (endpointId: string, url: string, eventTypes: readonly string[] | null = null) =>
      put('AddWebhookEndpoint', { endpointId, terms: { url, description: '', eventTypes } }),
    /** Records facts of the organization, as of now. */
    facts: (...events: Parameters<typeof givenFacts>[3][]) =>
      givenFacts({ eventStore: stack.eventStore, codec, at: clock.now() } as FactLog, organizationId, 'mia', ...events),
    /** The facts that took endpoints away. */
    ended: async () => {
      const removed: AnyEvent[] = [];
      for await (const stored of stack.eventStore.readStream(webhookEndpointStream(organizationId)))
        if (stored.type === 'WebhookEndpointRemoved') removed.push(await codec.decode(stored));
      return removed;
    },
    /** Waits until there are so many deliveries to an endpoint. */
    queued: (endpointId: string, count: number) => until(async () => (await listed(endpointId)).length >= count),
    /** Asks for tests, and waits until they are queued. */
    tests: async (endpointId: string, count: number) => {
      const before = (await listed(endpointId)).length;
      for (let n = 0; n < count; n++) await put('RequestWebhookTest', { endpointId });
      await until(async () => (await listed(endpointId)).length === before + count);
    },
  };
}

/** Sends what is due, and waits until it is sent. */
export async function sendDue({
  begin,
  idle,
}: Readonly<{ begin: (signal: AbortSignal) => Promise<void>; idle: () => Promise<void> }>) {
  await begin(new AbortController().signal);
  await idle();
}
