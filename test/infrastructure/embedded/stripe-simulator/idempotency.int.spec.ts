import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation } from '../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

const post = async (path: string, body: string, key: string) => {
  const answer = await fetch(`${simulation.simulator.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_simulation',
      'content-type': 'application/x-www-form-urlencoded',
      'idempotency-key': key,
    },
    body,
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

it('answers a key again with the same bytes, and does the work once', async () => {
  const first = await post('/v1/customers', 'name=once', 'key-1');
  const again = await post('/v1/customers', 'name=once', 'key-1');
  expect(again.text).toBe(first.text);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('idempotency-key')).toBe('key-1');
  expect((await simulation.stripe.customers.search({ query: "name:'once'" })).data).toHaveLength(1);
});

it('refuses a key with another request, and lets a refused one be corrected', async () => {
  await post('/v1/customers', 'name=a', 'key-2');
  const other = await post('/v1/customers', 'name=b', 'key-2');
  expect([other.status, JSON.parse(other.text)]).toMatchObject([400, { error: { type: 'idempotency_error' } }]);
  expect((await post('/v1/customers', 'nonsense=1', 'key-3')).status).toBe(400);
  expect((await post('/v1/customers', 'name=c', 'key-3')).status).toBe(200);
});

it('one of two at once does the work, the other is told to wait or gets its answer', async () => {
  const both = await Promise.all([1, 2].map(() => post('/v1/customers', 'name=twice', 'key-4')));
  for (const { status } of both) expect([200, 409]).toContain(status);
  expect((await simulation.stripe.customers.search({ query: "name:'twice'" })).data).toHaveLength(1);
});

it('a key of one account means nothing to another, and is told in the events', async () => {
  const { id } = await simulation.stripe.customers.create({ name: 'mine' }, { idempotencyKey: 'shared' });
  const other = await simulation
    .client('sk_test_else')
    .customers.create({ name: 'mine' }, { idempotencyKey: 'shared' });
  expect(other.id).not.toBe(id);
  const [event] = (await simulation.stripe.events.list({ type: 'customer.created', limit: 1 })).data;
  expect(event?.request).toMatchObject({ idempotency_key: 'shared' });
});
