import { billingAccountStream, planStream } from '../../../domain/billing/streams.js';
import { type FactLog, givenEvent } from '../../support/givenOrganization.js';

const PLAN = 'bench';
const BEGINS = '2026-01-01T00:00:00.000Z';
const ENDS = '2126-01-01T00:00:00.000Z';

/** Units of each meter that the plan includes. */
export const INCLUDED = 100;
export const meterOf = (number: number): string => `meter_${number}`;

/** Records a plan with so many meters; what is returned has an organization subscribe to it. */
export async function givenMeteredPlan(
  log: FactLog,
  meters: number,
): Promise<(organizationId: string) => Promise<void>> {
  const price = { interval: 'month', currency: 'usd', baseAmount: 4_900, seatAmount: 0 };
  const terms = {
    ...{ name: 'Bench', description: 'A plan of the bench', prices: [price], includedSeats: 5, maxSeats: 5 },
    meters: Array.from({ length: meters }, (_, number) => ({
      ...{ meter: meterOf(number), included: INCLUDED, limit: 'soft' },
      overage: { usd: [{ upTo: null, unitAmount: '0.5' }] },
    })),
    ...{ features: [], trialDays: 0 },
  };
  const published = { planId: PLAN, version: 1, terms, publishedAt: BEGINS };
  await givenEvent(log, 'bench', planStream(PLAN), { type: 'PlanVersionPublished', data: published });

  return async (organizationId) => {
    const subscription = {
      ...{ subscriptionId: `sub_${organizationId}`, customerId: `cus_${organizationId}`, status: 'incomplete' },
      ...{ planId: PLAN, planVersion: 1, priceId: 'price_bench', quantity: 1, unitAmount: 4_900, currency: 'usd' },
      ...{ interval: 'month', intervalCount: 1, currentPeriodStart: BEGINS, currentPeriodEnd: ENDS },
      ...{ startedAt: BEGINS, trialEndsAt: null, cancelAt: null, endedAt: null },
    };
    const data = { organizationId, subscription, observedAt: BEGINS };
    await givenEvent(log, organizationId, billingAccountStream(organizationId), { type: 'SubscriptionStarted', data });
  };
}
