import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation } from '../../../support/stripeSimulation.js';
import { startReceiver, type WebhookReceiver } from '../../../support/webhookReceiver.js';

let simulation: StripeSimulation;
let stripe: Stripe;
let receiver: WebhookReceiver;
let secret: string;
let destination: Stripe.V2.Core.EventDestination;

beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
  receiver = await startReceiver();
  destination = await stripe.v2.core.eventDestinations.create({
    ...{ name: 'ours', type: 'webhook_endpoint', event_payload: 'thin', enabled_events: ['*'] },
    webhook_endpoint: { url: receiver.url },
    include: ['webhook_endpoint.signing_secret'],
  });
  secret = String(destination.webhook_endpoint?.signing_secret);
});
afterAll(async () => {
  await simulation.stop();
  await receiver.stop();
});

/** What came in since the last time, by the SDK's own check. */
async function notifications() {
  await simulation.control('/webhooks/flush', {});
  const came = receiver.received.splice(0);
  return came.map(({ body, signature }) => stripe.parseEventNotification(body, signature, secret));
}

it('tells what happened without the object, which can be fetched', async () => {
  const customer = await stripe.customers.create({ name: 'thin' }, { idempotencyKey: 'thin' });
  const [told] = await notifications();
  expect(told).toMatchObject({
    ...{ object: 'v2.core.event', type: 'v1.customer.created', livemode: false },
    related_object: { id: customer.id, type: 'customer', url: `/v1/customers/${customer.id}` },
    reason: { request: { idempotency_key: 'thin' } },
  });
  if (told?.type !== 'v1.customer.created') throw new Error('another event');
  expect(await told.fetchRelatedObject()).toMatchObject({ name: 'thin' });
  expect((await stripe.events.retrieve(String(told.snapshot_event))).type).toBe('customer.created');
});

it('tells what a stream of usage had wrong, once, and what to do about it', async () => {
  const customer = await stripe.customers.create({});
  const meter = await stripe.billing.meters.create({
    ...{ display_name: 'Calls', event_name: 'calls' },
    default_aggregation: { formula: 'sum' },
  });
  await notifications();
  const use = (event_name: string, of: string, identifier: string) => ({
    ...{ event_name, identifier },
    payload: { stripe_customer_id: of, value: '1' },
  });
  const session = await stripe.v2.billing.meterEventSession.create();
  const events = [
    use('calls', customer.id, 'good'),
    use('calls', customer.id, 'good'),
    use('calls', 'cus_none', 'bad'),
    use('nothing', customer.id, 'lost'),
  ];
  await simulation.client(session.authentication_token).v2.billing.meterEventStream.create({ events });
  const told = await notifications();
  expect(told.map(({ type }) => type)).toEqual([
    'v1.billing.meter.error_report_triggered',
    'v1.billing.meter.no_meter_found',
  ]);
  expect(told[0]).toMatchObject({ related_object: { id: meter.id, type: 'billing.meter' } });
  const whole = await stripe.v2.core.events.retrieve(String(told[0]?.id));
  expect(whole).toMatchObject({
    data: {
      reason: {
        error_count: 1,
        error_types: [
          {
            code: 'meter_event_customer_not_found',
            sample_errors: [{ request: { identifier: 'bad' } }],
          },
        ],
      },
    },
  });
});

it('destinations can be pinged, changed, switched off and removed', async () => {
  await stripe.v2.core.eventDestinations.ping(destination.id);
  expect((await notifications()).map(({ type }) => type)).toEqual(['v2.core.event_destination.ping']);
  await stripe.v2.core.eventDestinations.update(destination.id, { enabled_events: ['v1.product.created'] });
  await stripe.customers.create({});
  await stripe.products.create({ name: 'x' });
  expect((await notifications()).map(({ type }) => type)).toEqual(['v1.product.created']);
  await stripe.v2.core.eventDestinations.disable(destination.id);
  await stripe.products.create({ name: 'y' });
  expect(await notifications()).toEqual([]);
  expect((await stripe.v2.core.eventDestinations.list()).data).toMatchObject([
    { id: destination.id, status: 'disabled' },
  ]);
  await stripe.v2.core.eventDestinations.del(destination.id);
  await expect(stripe.v2.core.eventDestinations.retrieve(destination.id)).rejects.toMatchObject({ statusCode: 404 });
});
