import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpServer } from '../../../api/http/listen.js';
import { createHttpApp } from '../../../api/http/server.js';
import { stripeWebhookRoutes } from '../../../api/webhooks/stripe.routes.js';
import { receiveStripeEvent } from '../../../application/billing/receiveStripeEvent.js';
import { recordStripeEvent } from '../../../application/billing/recordStripeEvent.js';
import { createEventCodec } from '../../../application/events/eventCodec.js';
import { eventRegistry } from '../../../application/events/eventRegistry.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { EventStoreUnavailable } from '../../../application/ports/eventStore.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { eventBody, signatureHeader } from '../../../infrastructure/embedded/stripe-simulator/eventObject.js';
import { subscriptionLife } from '../../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { stripeWebhooks } from '../../../infrastructure/stripe/stripeWebhooks.js';
import { knownCallers } from '../../support/knownCallers.js';
import { memoryLog } from '../../support/memoryLog.js';
import { expectProblem } from '../http/support/expectProblem.js';

const now = new Date('2026-11-22T12:00:00.000Z');
const clock = { now: () => now };
const seconds = now.getTime() / 1_000;
const secret = 'whsec_the_one_in_force';
const before = 'whsec_the_one_before';
const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;
const startsAt = new Date('2026-01-03T10:00:00.000Z');
const life = subscriptionLife({ seed: 'inbox', organizationId: 'org-1', price, quantity: 5, startsAt });
const body = eventBody(life.paid(0));
const signed = (text: string, { by = secret, age = 0 } = {}) => signatureHeader(text, by, seconds - age);

let log: ReturnType<typeof memoryLog>;
let isDown: boolean;
let server: HttpServer;

beforeEach(async () => {
  const store = memoryLog(now);
  isDown = false;
  log = {
    ...store,
    append: (...given) => (isDown ? Promise.reject(new EventStoreUnavailable('refused')) : store.append(...given)),
  };
  const inTheClear = { encrypt: async () => '', decrypt: async () => null };
  const { handleCommand } = createCommandHandling(log, createEventCodec(eventRegistry, inTheClear as never));
  const receive = receiveStripeEvent(stripeWebhooks([secret, before]), recordStripeEvent(handleCommand, clock), clock);
  const accessTokens = new HmacAccessTokens(['a secret of the tests, 32 bytes or more'], clock);
  const { listen } = createHttpApp({
    routes: stripeWebhookRoutes(receive),
    accessTokens,
    callers: knownCallers(accessTokens, clock).callers,
    idempotencyKeys: {} as never,
    progress: { reached: () => 0n, waitFor: async () => true },
    logger: pino({ level: 'silent' }),
    metrics: new Registry(),
    cursorKey: 'a cursor key of the tests, long enough',
    ...{ corsOrigins: [], hosts: ['127.0.0.1'], health: { services: {}, projectors: () => [] } },
    info: { title: 'Inbox', version: '1.0.0', publicUrl: 'http://localhost:3001' },
  });
  server = await listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => server.close(1_000));

const deliver = (text: string, signature: string | undefined = signed(text)) =>
  fetch(`${server.url}/api/v1/billing/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature ? { 'stripe-signature': signature } : {}) },
    body: text,
  });
const flipped = (header: string) => header.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
const other = (changes: object) => JSON.stringify({ ...JSON.parse(body), ...changes });

describe('the inbox', () => {
  it.each([
    ['no signature', body, '', 'signature_missing'],
    ['a foreign secret', body, signed(body, { by: 'whsec_foreign_secret' }), 'signature_invalid'],
    ['only a v0 signature', body, signed(body).replace('v1=', 'v0='), 'signature_invalid'],
    ['a flipped byte of the signature', body, flipped(signed(body)), 'signature_invalid'],
    ['a flipped byte of the body', body.replace('usd', 'eur'), signed(body), 'signature_invalid'],
    ['a body written anew', other({}), signed(body), 'signature_invalid'],
    ['301 s of age', body, signed(body, { age: 301 }), 'timestamp_out_of_tolerance'],
    ['301 s to come', body, signed(body, { age: -301 }), 'timestamp_out_of_tolerance'],
    ['the other mode', other({ livemode: true }), signed(other({ livemode: true })), 'livemode_mismatch'],
  ])('refuses %s, and nothing is stored', async (_, text, signature, code) => {
    await expectProblem(await deliver(text, signature), 400, code);
    expect(await log.head()).toBe(-1n);
  });

  it('takes two signatures of which one is right, and the secret that is being rolled out', async () => {
    const [time, wrong] = signed(body, { by: 'whsec_foreign_secret' }).split(',');
    const [, right] = signed(body).split(',');
    for (const header of [`${time},${wrong},${right}`, signed(body, { by: before })])
      expect((await deliver(body, header)).status).toBe(200);
  });

  it('stores an event once, whatever its type and version', async () => {
    const events = [
      body,
      other({ id: 'evt_x', type: 'of.tomorrow' }),
      other({ id: 'evt_y', api_version: '2027-03-31.fern' }),
    ];
    for (const text of [...events, ...events]) {
      const answer = await deliver(text);
      expect([answer.status, await answer.json()]).toEqual([200, { received: true }]);
    }
    expect(await log.head()).toBe(2n);
  });

  it('takes no more than half a megabyte', async () => {
    const large = other({ padding: 'x'.repeat(1_024 * 1_024 - 4_096) });
    await expectProblem(await deliver(large), 413, 'body_too_large');
    expect(await log.head()).toBe(-1n);
  });

  it('never says 200 before the event is stored', async () => {
    isDown = true;
    await expectProblem(await deliver(body), 503, 'temporarily_unavailable');
    isDown = false;
    expect((await deliver(body)).status).toBe(200);
    expect(await log.head()).toBe(0n);
  });
});
