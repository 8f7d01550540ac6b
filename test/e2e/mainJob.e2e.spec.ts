import { once } from 'node:events';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { postgresProjectors } from '../../infrastructure/composition/modules/projections.js';
import { subscriptionLife } from '../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { type ConnectedEventStore, connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;
const startsAt = new Date('2026-01-03T09:00:00.000Z');
const lifeOf = (seed: string, organizationId = seed) =>
  subscriptionLife({ seed, organizationId, price, quantity: 5, startsAt });

const product = new RunningProduct();
let client: ProductClient;
let eventStore: ConnectedEventStore;

beforeAll(async () => {
  const runtime = await product.start();
  client = new ProductClient(product);
  eventStore = await connectEventStore({ connectionString: runtime.eventStore });
});

afterAll(async () => {
  await eventStore.close();
  await product.dispose();
});

/** What is of other parts: it has tests of its own, and may come at any time. */
const fromElsewhere = /^(Usage|Dunning|Access|Mail|Organization|Member|Session)/;

/** Events of our own in the log that belong to an organization, by type. */
async function typesOf(organizationId: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { type, metadata } of eventStore.readAll(undefined)) {
    if ((metadata as { organizationId?: string }).organizationId === organizationId) types.push(type);
  }
  return types.filter((type) => !fromElsewhere.test(type));
}

/** Looks for organizations that have an event of each of the types; each look reads on where the last one ended. */
function organizationsWith(types: readonly string[]): () => Promise<ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  let after: bigint | undefined;
  return async () => {
    for await (const { type, data, position } of eventStore.readAll(after, { eventTypes: types })) {
      const { organizationId } = data as { organizationId: string };
      found.set(organizationId, (found.get(organizationId) ?? new Set()).add(type));
      after = position;
    }
    return new Set(
      [...found].filter(([, seen]) => seen.size === types.length).map(([organizationId]) => organizationId),
    );
  };
}

/** Resolves with the log's head once the reactor has recorded what so many webhooks lead to. */
async function recorded(organizationId: string, count: number): Promise<bigint> {
  await until(async () => (await typesOf(organizationId)).length >= count);
  return eventStore.head();
}

it('can be asked for every read model as soon as it says that it is ready', async () => {
  const pool = new Pool({ connectionString: product.runtime().postgres, max: 1 });
  const asked = 'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL';
  const { rows } = await pool.query(asked, [postgresProjectors.map(({ name }) => name)]);
  await pool.end();
  expect(rows).toEqual([]);
});

describe('a signed webhook', () => {
  it('becomes events, read models, an analytics row and a live notification', async () => {
    const life = lifeOf('one');
    const socket = new WebSocket(String(product.runtime().gateway), [
      'objecta.v1',
      `bearer.${await client.token('one')}`,
    ]);
    const frames: { type: string; item?: { type: string; link: string } }[] = [];
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    await once(socket, 'message');

    expect(await client.deliver(life.started())).toMatchObject({ status: 200 });
    expect(await client.deliver(life.paid(0))).toMatchObject({ status: 200 });
    const position = await recorded('one', 3);

    expect(await typesOf('one')).toEqual(
      expect.arrayContaining(['StripeCustomerLinked', 'SubscriptionStarted', 'InvoicePaid']),
    );
    const subscription = await client.get('one', 'billing/subscription', position);
    expect(subscription.body).toMatchObject({
      subscriptionId: life.subscription,
      status: 'active',
      quantity: 5,
      planId: 'pro',
    });
    const invoices = await client.get('one', 'billing/invoices', position);
    expect(invoices.body).toMatchObject({
      data: [{ status: 'paid', total: 24_500, amountPaid: 24_500 }],
      nextCursor: null,
    });
    const events = await client.get('one', 'analytics/events', position);
    expect(events.body).toMatchObject({
      data: expect.arrayContaining(
        ['InvoicePaid', 'SubscriptionStarted', 'StripeCustomerLinked'].map((type) => expect.objectContaining({ type })),
      ),
    });
    const notifications = await client.get('one', 'notifications', position);
    expect(notifications.body).toMatchObject({
      data: [{ type: 'billing.invoicePaid' }, { type: 'billing.subscriptionStarted' }],
    });

    await until(() => frames.filter(({ type }) => type === 'notification').length === 2);
    expect(frames.map(({ type, item }) => item?.type ?? type)).toEqual([
      'welcome',
      'billing.subscriptionStarted',
      'billing.invoicePaid',
    ]);
    socket.close();
  });

  it('has one effect, however often it is delivered at once', async () => {
    const event = lifeOf('fifty').paid(0);
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.deliver(event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);

    // Whatever else those deliveries had led to would come before what a later webhook leads to.
    await client.deliver(lifeOf('fifty-after').paid(0));
    await recorded('fifty-after', 2);
    expect(await typesOf('fifty')).toEqual(['StripeCustomerLinked', 'InvoicePaid']);
  });

  it('is refused, and leaves nothing, without the right signature', async () => {
    const forged = lifeOf('forged').started();
    expect(await client.deliver(forged, 'whsec_of_somebody_else')).toMatchObject({ status: 400 });
    const inbox = [];
    for await (const { type } of eventStore.readStream(`stripeEvent-${forged.id}`)) inbox.push(type);
    expect(inbox).toEqual([]);
  });

  it('never reaches another organization', async () => {
    expect(await client.get('two', 'billing/subscription')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await client.get('two', 'billing/invoices')).toMatchObject({ body: { data: [] } });
  });
});

describe('the five webhooks of one subscription', () => {
  const permutations = <T>(items: readonly T[]): T[][] =>
    items.length <= 1
      ? [[...items]]
      : items.flatMap((item, at) =>
          permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
        );

  /** As Stripe does: what a busy machine answers with 503 comes once more. */
  async function deliverUntilTaken(event: Parameters<ProductClient['deliver']>[0]): Promise<void> {
    let { status } = await client.deliver(event);
    while (status === 503) ({ status } = await client.deliver(event));
    expect(status).toBe(200);
  }

  /** What people see, without the ids that differ from story to story. */
  const withoutIds = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body), (key, value) => (/Id$|Url$|^number$/.test(key) ? undefined : value));

  it('end in the same read models in each of their 120 orders', async () => {
    const orders = permutations([0, 1, 2, 3, 4]);
    await Promise.all(
      orders.map(async (order, n) => {
        const life = lifeOf(`order-${n}`);
        const five = [life.started(), life.paymentFailed(1), life.renewed(1), life.paid(1, 2), life.ended(2)];
        for (const at of order) await deliverUntilTaken(five[at] as (typeof five)[number]);
      }),
    );
    // Linked, started or not, ended, paid, failed: whatever the order, the last three are recorded in each.
    const look = organizationsWith(['SubscriptionEnded', 'InvoicePaid', 'InvoicePaymentFailed']);
    await until(async () => {
      const complete = await look();
      return orders.every((_, n) => complete.has(`order-${n}`));
    });
    await client.join(...orders.map((_, n) => `order-${n}`));
    const seen = new Map<string, number>();
    const position = await eventStore.head();
    for (const n of orders.keys()) {
      const subscription = await client.get(`order-${n}`, 'billing/subscription', position);
      const invoices = await client.get(`order-${n}`, 'billing/invoices', position);
      const shown = JSON.stringify([withoutIds(subscription.body), withoutIds(invoices.body)]);
      seen.set(shown, (seen.get(shown) ?? 0) + 1);
    }
    expect([...seen.values()]).toEqual([120]);
    expect([...seen.keys()][0]).toContain('"status":"canceled"');
    expect([...seen.keys()][0]).toContain('"failedAttempts":1');
  });
});
