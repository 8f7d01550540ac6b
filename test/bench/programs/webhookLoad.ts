import { paidInvoices } from '../billing/paidInvoices.js';
import { fire } from '../harness/fire.js';
import { program } from '../harness/program.js';

const PATH = '/api/v1/billing/webhooks/stripe';

export type WebhookLoad = Readonly<{ url: string; run: string; connections: number; requests: number }>;

async function start({ secret, customers }: Readonly<{ secret: string; customers: number }>) {
  const deliveryOf = paidInvoices(secret, customers);
  return {
    run: ({ url, run, connections, requests }: WebhookLoad) => {
      // Signed before the clock runs: what it costs to be Stripe is none of the product's.
      const deliveries = Array.from({ length: requests }, (_, at) => deliveryOf(run, at));
      return fire({ url, connections, requests, request: (at) => ({ path: PATH, body: '', ...deliveries[at] }) });
    },
  };
}
export type WebhookLoader = Awaited<ReturnType<typeof start>>;

program(start);
