import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import type { BillingAccountEvent } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { currentAmong, subscriptionRows } from '../../../projections/billing/subscriptions/subscriptionsAsOf.query.js';
import { observed, organizationId, second } from '../../support/fixtures/billing.js';
import { on, pro, starter, target } from '../../support/fixtures/billingAccount.js';

const effectiveAt = second(59);

/** One step in the life of one of two subscriptions. */
const step: fc.Arbitrary<BillingAccountEvent> = fc
  .record({
    n: fc.integer({ min: 1, max: 2 }),
    what: fc.constantFrom('start', 'change', 'end', 'schedule', 'unschedule', 'other'),
    seats: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ n, what, seats }) => {
    const subscriptionId = `sub_${n}`;
    const said = { ...on(pro, { seats, quantity: seats, startedAt: second(n) }), subscriptionId };
    const requestId = `request-${seats}`;
    switch (what) {
      case 'start':
        return observed('SubscriptionStarted', second(seats), said);
      case 'change':
        return observed('SubscriptionChanged', second(seats), said);
      case 'end':
        return observed('SubscriptionEnded', second(seats), { ...said, status: 'canceled', endedAt: second(seats) });
      case 'schedule': {
        const data = {
          organizationId,
          subscriptionId,
          requestId,
          from: target(pro),
          target: target(starter),
          effectiveAt,
        };
        return { type: 'SubscriptionChangeScheduled', data };
      }
      case 'unschedule':
        return {
          type: 'SubscriptionChangeUnscheduled',
          data: { organizationId, subscriptionId, requestId, because: 'undone' },
        };
      default:
        return { type: 'StripeCustomerAssigned', data: { organizationId, customerId: 'cus_1' } };
    }
  });

/** Said once more, and slowly: the last word on each subscription, and whether a change has been scheduled since. */
function naive(events: readonly BillingAccountEvent[]) {
  const told = new Map<string, { said: ReturnType<typeof on>; waits: string | null }>();
  for (const { type, data } of events) {
    if (type === 'SubscriptionStarted' || type === 'SubscriptionChanged' || type === 'SubscriptionEnded') {
      const { subscription } = data;
      const waits = told.get(subscription.subscriptionId)?.waits ?? null;
      told.set(subscription.subscriptionId, { said: subscription, waits });
    }
    if (type === 'SubscriptionChangeScheduled' || type === 'SubscriptionChangeUnscheduled') {
      const known = told.get(data.subscriptionId);
      const waits = type === 'SubscriptionChangeScheduled' ? data.requestId : null;
      if (known) told.set(data.subscriptionId, { ...known, waits });
    }
  }
  const all = [...told.values()];
  const live = all.filter(({ said }) => said.endedAt === null);
  const latest = (among: typeof all, by: (each: (typeof all)[number]) => string) =>
    among.reduce<(typeof all)[number] | undefined>(
      (best, each) => (best && by(best) >= by(each) ? best : each),
      undefined,
    );
  return latest(live, ({ said }) => said.startedAt) ?? latest(all, ({ said }) => `${said.endedAt} ${said.startedAt}`);
}

const recorded = (event: BillingAccountEvent): AnyRecordedEvent => event as unknown as AnyRecordedEvent;

describe('the subscription as of a moment', () => {
  it('is what a naive reading of everything up to then says, at any moment of any life', () => {
    const life = fc.array(step, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(life, fc.nat(30), (events, moment) => {
        const past = events.slice(0, moment);
        const rows = past.map(recorded).reduce(subscriptionRows.evolve, subscriptionRows.initial);
        const shown = currentAmong(rows);
        const expected = naive(past);
        expect(shown?.scheduledChange?.requestId ?? null).toBe(expected?.waits ?? null);
        if (!expected) return void expect(shown).toBeUndefined();
        return void expect(shown).toMatchObject(expected.said);
      }),
    );
  });
});
