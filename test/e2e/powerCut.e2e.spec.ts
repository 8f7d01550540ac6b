import { afterAll, expect, it } from 'vitest';
import { subscriptionLife } from '../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const ROUNDS = 3;
const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;
const product = new RunningProduct();
afterAll(() => product.dispose());

/** Organizations whose webhook was answered 200 before the cut. */
const acknowledged = new Set<string>();

/** Delivers one webhook after the other until the product is gone. */
async function deliverUntilCut(client: ProductClient, lane: string): Promise<void> {
  for (let n = 0; ; n++) {
    const organizationId = `${lane}-${n}`;
    const startsAt = new Date('2026-01-03T09:00:00.000Z');
    const life = subscriptionLife({ seed: organizationId, organizationId, price, quantity: 1, startsAt });
    const answer = await client.deliver(life.paid(0)).catch(() => undefined);
    if (answer?.status !== 200) return;
    acknowledged.add(organizationId);
  }
}

it('loses nothing acknowledged and does nothing twice when everything is killed at once', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await product.start();
    const client = new ProductClient(product);
    const before = acknowledged.size;
    const lanes = Array.from({ length: 8 }, (_, lane) => deliverUntilCut(client, `round-${round}-${lane}`));
    // A different place in the flood each round.
    await until(() => acknowledged.size >= before + 20 + round * 37);
    await product.killGroup();
    await Promise.all(lanes);
  }

  const runtime = await product.start();
  const client = new ProductClient(product);
  const eventStore = await connectEventStore({ connectionString: runtime.eventStore });
  try {
    /** Counts events by organization; each look reads on where the last one ended. */
    const counter = (eventType: string) => {
      const counts = new Map<string, number>();
      let after: bigint | undefined;
      return async () => {
        for await (const { data, position } of eventStore.readAll(after, { eventTypes: [eventType] })) {
          const { organizationId } = data as { organizationId: string };
          counts.set(organizationId, (counts.get(organizationId) ?? 0) + 1);
          after = position;
        }
        return counts;
      };
    };
    // The last of what a paid invoice leads to: its period is closed for usage.
    for (const eventType of ['InvoicePaid', 'UsagePeriodClosed']) {
      const countOf = counter(eventType);
      await until(async () => {
        const counts = await countOf();
        return [...acknowledged].every((organizationId) => counts.has(organizationId));
      });
      expect(new Set((await counter(eventType)()).values())).toEqual(new Set([1]));
    }

    const position = await eventStore.head();
    for (const organizationId of [...acknowledged].filter((_, n) => n % 10 === 0)) {
      const invoices = await client.get(organizationId, 'billing/invoices', position);
      expect(invoices.body).toMatchObject({ data: [{ status: 'paid' }], nextCursor: null });
      const events = await client.get(organizationId, 'analytics/events', position);
      const types = (events.body as { data: { type: string }[] }).data.map(({ type }) => type);
      const ofBilling = types.filter((type) => !/^(Organization|Member)/.test(type));
      expect(ofBilling.toSorted()).toEqual([
        'InvoicePaid',
        'StripeCustomerLinked',
        'UsageBookOpened',
        'UsagePeriodClosed',
      ]);
    }
  } finally {
    await eventStore.close();
  }
});
