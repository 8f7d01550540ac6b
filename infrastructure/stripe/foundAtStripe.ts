import Stripe from 'stripe';
import type { ZodType, z } from 'zod';

/** What was asked for, or undefined where Stripe knows no such object. */
export async function foundAtStripe<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return undefined;
    throw error;
  }
}

/** Through JSON, so that it looks as in an event: the SDK turns decimals of answers into objects of its own. */
export const parsedAnswer = <S extends ZodType>(schema: S, object: unknown): z.output<S> =>
  schema.parse(JSON.parse(JSON.stringify(object)));
