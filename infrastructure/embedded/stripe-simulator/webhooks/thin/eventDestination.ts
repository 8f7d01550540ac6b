import type Stripe from 'stripe';

/** Where thin events are delivered to, as it is kept; what must be included is left out of answers. */
export type EventDestination = Stripe.V2.Core.EventDestination;

const including = (include: readonly string[] | undefined, field: string): boolean =>
  include?.includes(`webhook_endpoint.${field}`) === true;

/** A destination as it is answered. */
export function shownDestination(
  destination: EventDestination,
  include: readonly string[] | undefined,
  secret?: string,
): EventDestination {
  const { webhook_endpoint, ...rest } = destination;
  const url = including(include, 'url') ? webhook_endpoint?.url : undefined;
  const signing_secret = including(include, 'signing_secret') ? secret : undefined;
  return {
    ...rest,
    webhook_endpoint: { ...(url !== undefined && { url }), ...(signing_secret !== undefined && { signing_secret }) },
  };
}
