import type { ZodType, z } from 'zod';
import type { StripeFact } from '../../application/ports/stripeFacts.js';
import { UnexpectedStripePayload } from '../../application/ports/stripeWebhooks.js';
import { instant } from './snapshots.js';
import { stripeEvent } from './stripeObjects.js';

export type Told = Readonly<{ eventType: string; payload: string }>;
/** What an event means; undefined where this one means nothing. */
export type Interpret = (told: Told) => StripeFact | undefined;

/** The JSON value, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object of a snapshot event. @throws UnexpectedStripePayload when it is not shaped as its type promises */
export function readEvent<S extends ZodType>({ eventType, payload }: Told, schema: S) {
  const event = stripeEvent.safeParse(parseJson(payload));
  const object = schema.safeParse(event.data?.data.object);
  if (event.success && object.success) {
    const previousCustomer = event.data.data.previous_attributes?.customer ?? null;
    return { object: object.data as z.output<S>, observedAt: instant(event.data.created), previousCustomer };
  }
  const why = event.success ? object.error : event.error;
  throw new UnexpectedStripePayload(`the payload of ${eventType} is not shaped as expected`, { cause: why });
}

/** The organization that our metadata on an object names. */
export const hintIn = (metadata: Readonly<Record<string, string>> | null | undefined): string | null =>
  metadata?.organizationId ?? null;
