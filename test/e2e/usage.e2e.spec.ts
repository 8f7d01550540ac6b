import { PassThrough } from 'node:stream';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageTotalsInLog } from '../../application/billing/usageTotalsInLog.js';
import { runInProduct } from '../../infrastructure/composition/controlSocket.js';
import { SIMULATOR_KEY } from '../../infrastructure/composition/stripeBackend.js';
import { subscriptionObject } from '../../infrastructure/embedded/stripe-simulator/subscriptionObject.js';
import { type ConnectedEventStore, connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { stripeClient } from '../../infrastructure/stripe/stripeClient.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';
import { type SentRecord, unitsOf, usageCalls } from '../support/usageCalls.js';

/** The bar of the design is 100,000; the suite proves the same with less. */
const RECORDS = Number(process.env.USAGE_RECORDS ?? 44_000);
const PER_CALL = 800;
const KILLS = 3;
const RUN = 'counted';
const DAY = 86_400;
const startedAt = Date.now();

const product = new RunningProduct();
let client: ProductClient;
let eventStore: ConnectedEventStore;
let stripe: Stripe;

async function start(): Promise<void> {
  const runtime = await product.start();
  client = new ProductClient(product);
  eventStore = await connectEventStore({ connectionString: runtime.eventStore });
  stripe = stripeClient({ secretKey: SIMULATOR_KEY, url: runtime.stripeSimulator });
}

/** Makes the organization a customer with meters at Stripe, and tells the product of its subscription. */
async function subscribe(): Promise<void> {
  const customer = await stripe.customers.create({ metadata: { organizationId: RUN } });
  const known = new Set<string>();
  for await (const { event_name } of stripe.billing.meters.list({ limit: 100 })) known.add(event_name);
  for (const name of ['agent_runs', 'documents'].filter((each) => !known.has(each))) {
    await stripe.billing.meters.create({
      display_name: name,
      event_name: name,
      default_aggregation: { formula: 'sum' },
      customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
      value_settings: { event_payload_key: 'value' },
    });
  }
  const periodStart = Math.floor(startedAt / 1000) - 10 * DAY;
  const object = subscriptionObject({
    ...{ id: 'sub_of_usage', customer: customer.id, organizationId: RUN, status: 'active', quantity: 1 },
    price: { planId: 'unlisted', unitAmount: 4_900, currency: 'usd', interval: 'month' },
    ...{ startedAt: periodStart, periodStart, periodEnd: periodStart + 30 * DAY },
  });
  const created = Math.floor(startedAt / 1000);
  const event = { id: 'evt_of_usage', type: 'customer.subscription.created', created, object } as const;
  expect(await client.deliver(event)).toMatchObject({ status: 200 });
  await until(async () => (await client.get(RUN, 'billing/subscription')).status === 200);
}

beforeAll(async () => {
  await start();
  await subscribe();
});
afterAll(async () => {
  await eventStore?.close();
  await product.dispose();
});

/** Sends calls in lanes until they are all answered, or until nobody answers any more; returns those still to send. */
async function sendAll(calls: readonly SentRecord[][], enough: () => boolean): Promise<SentRecord[][]> {
  const waiting = [...calls];
  const unanswered: SentRecord[][] = [];
  const lane = async () => {
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      const answer = await client.post(RUN, 'billing/usage', { records: call }).catch(() => undefined);
      if (answer) expect(answer).toMatchObject({ status: 202 });
      else unanswered.push(call);
      if (enough()) return;
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return [...unanswered, ...waiting];
}

/** What `npm run usage -- …` prints; undefined when it finds that counts differ. */
async function tool(...words: string[]): Promise<string | undefined> {
  const out = new PassThrough();
  const failed = await runInProduct(product.dataDir, ['usage', ...words], out).then(
    () => false,
    (error: Error) => {
      if (!/ the log (says )?\d/.test(error.message)) throw error;
      return true;
    },
  );
  out.end();
  const text = String((await out.toArray()).join(''));
  return failed ? undefined : text;
}

/** The figures of `usage totals` by line, once all four agree and Stripe has been told of so many units. */
async function agreed(reported: bigint): Promise<Readonly<Record<string, readonly string[]>>> {
  let lines: string[][] = [];
  let counted: bigint | undefined;
  let told = false;
  await until(async () => {
    const head = await eventStore.head();
    // To count the whole log takes a while, and is of no use where nothing was added.
    if (!told && head !== counted) told = (await usageTotalsInLog(eventStore, RUN)).reported === reported;
    counted = head;
    if (!told) return false;
    const text = await tool('totals', RUN);
    lines = (text ?? '').split('\n').map((line) => line.split(/ +/));
    return text !== undefined;
  });
  return Object.fromEntries(lines.map(([name = '', ...figures]) => [name, figures]));
}

describe('usage', () => {
  it('is the same in the log, the counters, ClickHouse and Stripe after duplicates and power cuts', async () => {
    let calls: SentRecord[][] = [...usageCalls(RUN, RECORDS, PER_CALL, startedAt)];
    const all = calls.length;
    for (let kill = 1; kill <= KILLS; kill++) {
      let killed: Promise<void> | undefined;
      const left = Math.floor((all * (KILLS + 1 - kill)) / (KILLS + 1));
      const isTime = () => {
        // The other lanes' calls are cut off in the middle.
        killed ??= product.killGroup();
        return true;
      };
      let answered = calls.length - left;
      calls = await sendAll(calls, () => --answered <= 0 && isTime());
      await killed;
      await eventStore.close();
      await start();
    }
    calls = await sendAll(calls, () => false);
    expect(calls).toEqual([]);

    const quantity = unitsOf(RUN, RECORDS, startedAt);
    const [records, units] = [String(RECORDS), String(quantity)];
    expect(await agreed(quantity)).toMatchObject({
      log: [records, units, '0', units],
      counters: [records, units, '0', units],
      ClickHouse: [records, units, '0', ''],
      Stripe: [units],
    });
    expect(await usageTotalsInLog(eventStore, RUN)).toMatchObject({ ids: BigInt(RECORDS) });

    const why = ['--reason', 'A loop of ours', '--reference', 'ticket 7'];
    expect(await tool('correct', RUN, 'agent_runs', ...why, '--', '-7')).toContain('Corrected agent_runs by -7');
    const left = String(quantity - 7n);
    expect(await agreed(quantity - 7n)).toMatchObject({
      log: [records, units, '-7', left],
      counters: [records, units, '-7', left],
      ClickHouse: [records, units, '-7', ''],
      Stripe: [left],
    });
  });
});
