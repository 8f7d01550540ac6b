import type { ZodType, z } from 'zod';
import type { WatchedNow } from '../../application/ports/stripeObjects.js';
import type { WatchedObject } from '../../domain/billing/stripeNotice/watchedObject.js';
import { foundAtStripe, parsedAnswer } from './foundAtStripe.js';

/** What Stripe's answer says of something watched; undefined where Stripe has it no more. */
export async function readWatched<S extends ZodType>(
  asking: Promise<unknown>,
  schema: S,
  view: (object: z.output<S>) => WatchedObject,
): Promise<WatchedNow | undefined> {
  const object = await foundAtStripe(asking);
  if (object === undefined) return undefined;
  const observed = view(parsedAnswer(schema, object));
  return { observed, customerId: 'customerId' in observed ? observed.customerId : null };
}
