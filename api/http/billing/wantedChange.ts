import type { z } from 'zod';
import type { OffersForChange } from '../../../application/billing/offersForChange.js';
import type { changeBody } from './subscription.schemas.js';

/** Without a plan of ours there is nothing to stay on: then one has to be named. */
export const noOffer = (planId: string | undefined) =>
  planId === undefined ? ('SUBSCRIPTION_NOT_FOUND' as const) : ('PLAN_NOT_OFFERED' as const);

/** A change as it was asked for, with both sides of it looked up; undefined where there is no such plan. */
export async function wantedChange(
  offersForChange: OffersForChange,
  organizationId: string,
  { planId, interval, seats, currency, prorationDate }: z.output<typeof changeBody>,
) {
  const offers = await offersForChange(organizationId, planId ?? null);
  return (
    offers && {
      ...offers,
      interval: interval ?? null,
      seats: seats ?? null,
      currency: currency ?? null,
      prorationDate: prorationDate ?? null,
    }
  );
}
