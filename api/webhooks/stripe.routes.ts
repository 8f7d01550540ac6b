import { z } from 'zod';
import type { ReceiveStripeEvent } from '../../application/billing/receiveStripeEvent.js';
import { refused } from '../http/problem.js';
import { type Route, route } from '../http/route.js';

const MAX_WEBHOOK_BYTES = 512 * 1024;

export const stripeWebhookRoutes = (receiveStripeEvent: ReceiveStripeEvent): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/billing/webhooks/stripe',
    operationId: 'receiveStripeEvent',
    summary: 'Where Stripe delivers its events',
    description:
      'Takes the signed event into the inbox and answers at once; a repeated delivery is answered alike and changes nothing.',
    tag: 'Webhooks',
    permission: 'public',
    kind: 'command',
    body: 'raw',
    maxBodyBytes: MAX_WEBHOOK_BYTES,
    answers: { 200: z.object({ received: z.literal(true) }) },
    refusals: [
      'SIGNATURE_MISSING',
      'SIGNATURE_INVALID',
      'TIMESTAMP_OUT_OF_TOLERANCE',
      'PAYLOAD_UNREADABLE',
      'LIVEMODE_MISMATCH',
    ],
    handle: async ({ rawBody, headers, correlationId }) => {
      const received = await receiveStripeEvent(rawBody, headers['stripe-signature'], correlationId);
      if (!received.accepted) return refused(received.rejection);
      return { status: 200, body: { received: true as const }, position: received.position };
    },
  }),
];
