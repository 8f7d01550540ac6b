import Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stripeEndpoints } from '../../../infrastructure/stripe/stripeEndpoints.js';
import { subscribedEvents, subscribedThinEvents } from '../../../infrastructure/stripe/subscribedEvents.js';
import { type StripeSimulation, startSimulation } from '../../support/stripeSimulation.js';

const url = 'https://objecta.example/api/v1/billing/webhooks/stripe';
let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

it('has Stripe deliver what is followed, in our version, and asked again only renews it', async () => {
  const { stripe } = simulation;
  const { connect } = stripeEndpoints(stripe);
  const [snapshots, thin] = await connect(url);
  expect(snapshots?.secret).toMatch(/^whsec_/);
  expect(thin?.secret).toMatch(/^whsec_/);
  const endpoint = await stripe.webhookEndpoints.retrieve(String(snapshots?.id));
  expect(endpoint).toMatchObject({ url, api_version: Stripe.API_VERSION, enabled_events: subscribedEvents });
  const destination = await stripe.v2.core.eventDestinations.retrieve(String(thin?.id));
  expect(destination).toMatchObject({ event_payload: 'thin', enabled_events: subscribedThinEvents });

  await stripe.webhookEndpoints.update(endpoint.id, { enabled_events: ['invoice.paid'], disabled: true });
  expect(await connect(url)).toEqual([
    { id: endpoint.id, delivers: 'snapshot events', secret: null },
    { id: destination.id, delivers: 'thin events', secret: null },
  ]);
  expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).toMatchObject({
    status: 'enabled',
    enabled_events: subscribedEvents,
  });
  expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1);
});
