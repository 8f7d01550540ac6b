import type Stripe from 'stripe';
import { expect, it, onTestFinished } from 'vitest';
import { whenUsageRecordedReportToStripe } from '../../../application/billing/reactions/whenUsageRecordedReportToStripe.js';
import type { UsageTermsOf } from '../../../application/billing/usageTermsOf.js';
import { usageTotalsInLog } from '../../../application/billing/usageTotalsInLog.js';
import type { Recorded } from '../../../application/events/recordedEvent.js';
import { usageBookStream } from '../../../domain/billing/streams.js';
import type { UsageRecorded } from '../../../domain/billing/usage/usageBook.events.js';
import { stripeMeters } from '../../../infrastructure/stripe/stripeMeters.js';
import { startSimulation, TEST_TIME } from '../../support/stripeSimulation.js';
import { contextOf, openUsage } from '../../support/usageStack.js';

const organizationId = 'reported';
const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
const HOUR = 3_600;
const DAY = 86_400;

const makeMeter = (stripe: Stripe, name: string) =>
  stripe.billing.meters.create({
    ...{ display_name: name, event_name: name, default_aggregation: { formula: 'sum' } },
    customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
    value_settings: { event_payload_key: 'value' },
  });

/** A customer with two meters at Stripe, and the reaction that reports to it, to be called as often as wanted. */
async function startReporting() {
  const simulation = await startSimulation();
  onTestFinished(() => simulation.stop());
  const { stripe } = simulation;
  const { id: customerId } = await stripe.customers.create({ metadata: { organizationId } });
  for (const name of ['agent_runs', 'documents']) await makeMeter(stripe, name);
  const clock = { now: () => new Date(TEST_TIME * 1000) };
  const usage = await openUsage(clock);
  const process = usage.process();
  const meters = stripeMeters(stripe);
  const termsOf: UsageTermsOf = async () => ({ subscription: null, meters: null, customerId, currency: 'usd' });
  const react = async () => {
    const reaction = whenUsageRecordedReportToStripe<UsageRecorded>(
      ...(['UsageRecorded', 'billing.reportUsage', meters, termsOf, usage.process(), clock] as const),
    );
    for await (const stored of usage.eventStore.readStream(usageBookStream(organizationId, 1)))
      if (stored.type === 'UsageRecorded') await reaction.react(stored as unknown as Recorded<UsageRecorded>);
  };
  const total = (meter: string, from: number, to: number) =>
    meters.total(customerId, meter, instant(from), instant(to));
  return { ...usage, ...process, react, total, stripe };
}

it('tells Stripe once, one meter event for each meter and period, however often it is repeated', async () => {
  const { record, react, total, eventStore, stripe } = await startReporting();
  const records = Array.from({ length: 50 }, (_, n) => ({
    ...{ id: `r-${n}`, meter: n % 2 === 0 ? 'agent_runs' : 'documents', quantity: n },
    at: instant(TEST_TIME - (n < 25 ? HOUR : 5 * DAY)),
  }));
  await record(organizationId, records, contextOf('one', organizationId));
  await react();
  await react();
  const sums = [
    await total('agent_runs', TEST_TIME - 10 * DAY, TEST_TIME + DAY),
    await total('documents', TEST_TIME - 10 * DAY, TEST_TIME + DAY),
  ];
  expect(sums).toEqual([600, 625]);
  const { reported, spans } = await usageTotalsInLog(eventStore, organizationId);
  expect(reported).toBe(1_225n);
  expect(spans).toHaveLength(2);
  const { data } = await stripe.billing.meters.list({ limit: 10 });
  expect(data).toHaveLength(2);
});

it('reports what is too old for Stripe at Stripe’s present', async () => {
  const { record, react, total } = await startReporting();
  const at = instant(TEST_TIME - 36 * DAY);
  await record(organizationId, [{ id: 'old', meter: 'agent_runs', quantity: 4, at }], contextOf('old', organizationId));
  await react();
  expect(await total('agent_runs', TEST_TIME - HOUR, TEST_TIME + HOUR)).toBe(4);
});
