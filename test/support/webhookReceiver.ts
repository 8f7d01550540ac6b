import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';

/** One delivery as it came in. */
export type ReceivedWebhook = Readonly<{
  body: string;
  signature: string;
  /** Undefined when the signature did not fit any secret. */
  event: Stripe.Event | undefined;
}>;

/** A webhook endpoint that keeps what it gets and answers as it is told. */
export type WebhookReceiver = Readonly<{
  url: string;
  received: ReceivedWebhook[];
  /** Types of what came with a good signature, in order. */
  types: () => string[];
  /** Secrets that signatures are checked with. */
  secrets: string[];
  /** Statuses of the next answers; 200 when there is none left. */
  answers: number[];
  stop: () => Promise<void>;
}>;

export async function startReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const secrets: string[] = [];
  const answers: number[] = [];

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const signature = String(request.headers['stripe-signature']);
    received.push({ body, signature, event: verified(body, signature, secrets) });
    const status = answers.shift() ?? 200;
    response.writeHead(status, { location: '/elsewhere', 'retry-after': '0' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    types: () => received.flatMap(({ event }) => event?.type ?? []),
    secrets,
    answers,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The event, by the SDK's own check. */
function verified(body: string, signature: string, secrets: readonly string[]): Stripe.Event | undefined {
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(body, signature, secret);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    }
  }
  return undefined;
}
