import WebSocket from 'ws';
import { readEnvironment } from '../../config/environment.js';
import { eventBody, signatureHeader } from '../../embedded/stripe-simulator/eventObject.js';
import { subscriptionLife } from '../../embedded/stripe-simulator/subscriptionLife.js';
import { connectEventStore } from '../../eventstore/connectEventStore.js';
import { isEmbedded } from '../backends.js';
import { demoOrganizationId } from '../demo/demoOrganization.js';
import { secretsOf } from '../keptSecrets.js';
import { CliMistake, runCli, runningProduct } from './runCli.js';
import { watchWebhook } from './watchWebhook.js';

const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;

/** Sends one signed `invoice.paid` to the running product and prints what happened at each step. */
runCli(async () => {
  const { http, gateway, eventStore: eventStoreUrl, demo } = runningProduct();
  const owner = demo?.owner;
  if (!http || !gateway || !owner)
    throw new CliMistake('The demo needs the API, the gateway and the demo organization in one embedded product.');
  const environment = readEnvironment(process.env);
  const [secret] = secretsOf(environment, isEmbedded(environment)).stripeWebhookSecrets;
  const now = new Date();
  const life = subscriptionLife({
    seed: `demo-webhook-${now.getTime()}`,
    organizationId: demoOrganizationId,
    price,
    quantity: 7,
    startsAt: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)),
  });
  const event = life.paid(0);
  const body = eventBody(event);

  const eventStore = await connectEventStore({ connectionString: eventStoreUrl });
  const socket = new WebSocket(gateway, ['objecta.v1', `bearer.${owner.token}`]);
  try {
    const steps = await watchWebhook({
      http,
      token: owner.token,
      eventStore,
      socket,
      invoiceId: event.object.id,
      deliver: () =>
        fetch(`${http}/api/v1/billing/webhooks/stripe`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'stripe-signature': signatureHeader(body, String(secret), Math.floor(Date.now() / 1000)),
          },
          body,
        }),
    });
    process.stdout.write(`\n${event.type} ${event.id} for the demo organization\n\n`);
    for (const { step, position, ms } of steps) {
      process.stdout.write(
        `  ${`${ms.toFixed(1)} ms`.padStart(10)}  ${(position ? `@${position}` : '').padEnd(8)} ${step}\n`,
      );
    }
    process.stdout.write('\n');
  } finally {
    socket.close();
    await eventStore.close();
  }
});
