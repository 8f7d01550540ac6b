import { z } from 'zod';

const instant = z.iso.datetime();

export const requestParams = z.object({ requestId: z.string().min(1).max(255) });

export const requestAnswer = z
  .object({
    requestId: z.string(),
    kind: z.string().meta({ example: 'startSubscription' }),
    status: z.enum(['open', 'succeeded', 'refused']),
    subscriptionId: z.string().nullable(),
    paymentMethodId: z.string().nullable(),
    clientSecret: z
      .string()
      .nullable()
      .meta({ description: 'Confirms the payment in the browser with Stripe.js, where 3-D Secure is asked for.' }),
    url: z.string().nullable().meta({ description: 'Address of the hosted page that was asked for.' }),
    code: z.string().nullable().meta({ description: 'Why it was refused.', example: 'card_declined' }),
    declineCode: z.string().nullable().meta({ description: "The bank's reason.", example: 'insufficient_funds' }),
    message: z.string().nullable(),
    requestedAt: instant,
    completedAt: instant.nullable(),
  })
  .meta({ id: 'BillingRequest' });

/** Stripe has not answered yet: the request goes on by itself, and this is where its outcome will be. */
export const acceptedAnswer = z
  .object({ requestId: z.string(), status: z.literal('open'), location: z.string() })
  .meta({ id: 'BillingRequestAccepted' });
