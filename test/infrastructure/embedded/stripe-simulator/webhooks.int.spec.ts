import type Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation } from '../../../support/stripeSimulation.js';
import { until } from '../../../support/until.js';
import { startReceiver, type WebhookReceiver } from '../../../support/webhookReceiver.js';

let simulation: StripeSimulation;
let stripe: Stripe;
let receiver: WebhookReceiver;
let endpoint: Stripe.WebhookEndpoint;

beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
  receiver = await startReceiver();
  endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  receiver.secrets.push(String(endpoint.secret));
});
beforeEach(async () => {
  await simulation.control('/webhooks/mode', { reset: true });
  await simulation.control('/webhooks/flush', {});
  receiver.received.length = 0;
});
afterAll(async () => {
  await simulation.stop();
  await receiver.stop();
});

const flush = () => simulation.control<Record<string, number>>('/webhooks/flush', {});
const mode = (given: object) => simulation.control('/webhooks/mode', given);
const customers = async (...names: string[]) => {
  for (const name of names) await stripe.customers.create({ name });
};
const names = () =>
  receiver.received.map(({ body }) => (JSON.parse(body) as Stripe.CustomerCreatedEvent).data.object.name);

describe('webhooks', () => {
  it('arrive in order, signed so that the SDK takes them, with what happened and why', async () => {
    const made = await stripe.customers.create({ name: 'first' }, { idempotencyKey: 'cause' });
    await stripe.customers.update(made.id, { name: 'second' });
    await flush();
    expect(receiver.types()).toEqual(['customer.created', 'customer.updated']);
    const [created, updated] = receiver.received.map(({ event }) => event);
    expect(created).toMatchObject({ object: 'event', livemode: false, request: { idempotency_key: 'cause' } });
    expect(updated?.data).toMatchObject({ object: { name: 'second' }, previous_attributes: { name: 'first' } });
    const kept = await stripe.events.retrieve(String(created?.id));
    expect(kept).toMatchObject({ pending_webhooks: 0, data: { object: { name: 'first' } } });
  });

  it('are tried again on the simulated clock, and events that never arrived can be asked for', async () => {
    receiver.answers.push(500, 302);
    await customers('unlucky');
    expect(await flush()).toMatchObject({ waiting: 1 });
    const undelivered = async () =>
      (await stripe.events.list({ delivery_success: false })).data.map(({ type }) => type);
    expect(await undelivered()).toEqual(['customer.created']);
    await simulation.control('/clock', { by: 5 });
    await flush();
    await simulation.control('/clock', { by: 300 });
    await flush();
    expect(receiver.types()).toEqual(['customer.created', 'customer.created', 'customer.created']);
    expect(new Set(receiver.received.map(({ signature }) => signature.split('v1=')[0]?.length)).size).toBe(1);
    expect(await undelivered()).toEqual([]);
  });

  it('are sent again at once when the endpoint is only busy, and end after the last attempt of a profile', async () => {
    receiver.answers.push(429, 429);
    await customers('busy');
    expect(await flush()).toMatchObject({ waiting: 0 });
    expect(receiver.received).toHaveLength(3);
    await simulation.control('/settings', { retry_profile: 'fast' });
    receiver.answers.push(500, 500, 500, 500);
    await customers('never');
    await until(async () => (await flush()).failed === 1);
    expect(receiver.received).toHaveLength(7);
    await simulation.control('/settings', { retry_profile: 'live' });
    const [event] = (await stripe.events.list({ delivery_success: false })).data;
    await simulation.control(`/webhooks/${event?.id}/resend`, {});
    await flush();
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
  });

  it('are signed with both secrets while one replaces the other', async () => {
    const { secret } = await simulation.control<{ secret: string }>(`/webhooks/${endpoint.id}/roll_secret`, {
      expires_in: 60,
    });
    await customers('rolled');
    await flush();
    expect(receiver.received[0]?.signature.match(/v1=/g)).toHaveLength(2);
    expect(receiver.types()).toEqual(['customer.created']);
    receiver.secrets.splice(0, 1, secret);
    await customers('after');
    await flush();
    expect(receiver.types()).toHaveLength(2);
  });

  it('go only to endpoints that want the type and are enabled', async () => {
    const other = await startReceiver();
    const only = await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['product.created'] });
    await stripe.products.create({ name: 'x' });
    await customers('x');
    await flush();
    expect(other.received).toHaveLength(1);
    await stripe.webhookEndpoints.update(only.id, { disabled: true });
    await stripe.products.create({ name: 'y' });
    await flush();
    expect(other.received).toHaveLength(1);
    await stripe.webhookEndpoints.del(only.id);
    await other.stop();
  });
});

describe('disturbed webhooks', () => {
  it('are held by type until they are released', async () => {
    await mode({ hold: true, types: ['customer.created'] });
    await customers('a', 'b');
    await stripe.products.create({ name: 'not held' });
    await flush();
    expect(receiver.types()).toEqual(['product.created']);
    await mode({ release: true });
    await flush();
    expect(receiver.types()).toEqual(['product.created', 'customer.created', 'customer.created']);
  });

  it('get lost, come twice, are split in two, as often as was asked', async () => {
    await mode({ drop: 1 });
    await customers('lost', 'kept');
    await flush();
    expect(names()).toEqual(['kept']);
    await mode({ duplicate: 1 });
    await customers('twice', 'once');
    await flush();
    expect(names()).toEqual(['kept', 'twice', 'twice', 'once']);
    await mode({ split_event: 1 });
    await customers('split');
    await flush();
    expect(names().slice(-2)).toEqual(['split', 'split']);
    const [one, other] = receiver.received.slice(-2).map(({ event }) => event?.id);
    expect(one).not.toBe(other);
  });

  it('come in an order that a seed decides, the same each time', async () => {
    const shuffled = async (seed: string) => {
      receiver.received.length = 0;
      await mode({ reset: true, hold: true });
      await customers('a', 'b', 'c', 'd', 'e', 'f');
      await mode({ release: true, reorder: { seed } });
      await flush();
      return names().join('');
    };
    const first = await shuffled('one');
    expect([...first].sort().join('')).toBe('abcdef');
    expect(await shuffled('one')).toBe(first);
    expect(new Set([first, await shuffled('two'), await shuffled('three')]).size).toBeGreaterThan(1);
  });

  it('have a wrong signature, an old time or another version once, and are right when tried again', async () => {
    await mode({ corrupt_signature: 1 });
    receiver.answers.push(400);
    await customers('corrupt');
    await flush();
    expect(receiver.received[0]?.event).toBeUndefined();
    await mode({ stale_timestamp: 1 });
    receiver.answers.push(400);
    await customers('stale');
    await flush();
    expect(receiver.received[1]?.event).toBeUndefined();
    await simulation.control('/clock', { by: 5 });
    await flush();
    expect(names()).toEqual(['corrupt', 'stale', 'corrupt', 'stale']);
    expect(receiver.types()).toHaveLength(2);
    await mode({ wrong_version: 1 });
    await customers('old');
    await flush();
    expect(receiver.received.at(-1)?.event?.api_version).toBe('2023-10-16');
  });
});
