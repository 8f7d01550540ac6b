import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripeNoticeDecider as decider } from '../../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { CheckoutSnapshot, WatchedObject } from '../../../domain/billing/stripeNotice/watchedObject.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now } from '../../support/fixtures/billing.js';

const given = deciderSpec(decider);
const organizationId = 'org';
const checkout = (fields: Partial<CheckoutSnapshot> = {}): CheckoutSnapshot => ({
  kind: 'checkout',
  id: 'cs_1',
  customerId: 'cus_1',
  status: 'complete',
  payment: 'unpaid',
  subscriptionId: 'sub_1',
  ...fields,
});
const rejected = {
  kind: 'rejectedUsage',
  id: 'evt_1',
  meterId: null,
  summary: 'There is 1 invalid event',
  count: 1,
  errors: [],
  from: null,
  to: null,
} as const;
const note = (observed: WatchedObject, fetched = false, of: string | null = organizationId) =>
  ({ type: 'NoteStripeObject', data: { organizationId: of, observed, fetched }, now }) as const;
const changed = (observed: CheckoutSnapshot) =>
  ({ type: 'CheckoutChanged', data: { organizationId, observed } }) as const;
const resolve = { type: 'ResolveStripeNotice', data: { objectId: 'evt_1', note: 'billed by hand' }, now } as const;

describe('something of Stripe that is only watched', () => {
  it('is noted once for each way it is described', () => {
    given().when(note(checkout())).thenRecorded(changed(checkout()));
    given(changed(checkout())).when(note(checkout())).thenNothing();
    given(changed(checkout()))
      .when(note(checkout({ payment: 'paid' })))
      .thenRecorded(changed(checkout({ payment: 'paid' })));
  });

  it('never goes back by what an event carried, and does by what Stripe says now', () => {
    const paid = changed(checkout({ payment: 'paid' }));
    given(paid)
      .when(note(checkout({ payment: 'failed' })))
      .thenNothing();
    given(paid)
      .when(note(checkout({ payment: 'unpaid' }), true))
      .thenRecorded(changed(checkout()));
  });

  it('of no organization is noted only where it is about none', () => {
    given()
      .when(note(checkout(), true, null))
      .thenNothing();
    const told = { type: 'UsageRejectedByStripe', data: { organizationId: null, observed: rejected } } as const;
    given()
      .when(note(rejected, true, null))
      .thenRecorded(told);
    given().when(resolve).thenRejected('STRIPE_NOTICE_UNKNOWN');
    const resolved = {
      type: 'StripeNoticeResolved',
      data: { organizationId: null, objectId: 'evt_1', note: 'billed by hand', resolvedAt: now.toISOString() },
    } as const;
    given(told).when(resolve).thenRecorded(resolved);
    given(told, resolved).when(resolve).thenNothing();
  });

  it('ends the same in whatever order events that carry it come', () => {
    const steps = [
      checkout({ status: 'open', subscriptionId: null }),
      checkout(),
      checkout({ payment: 'failed' }),
      checkout({ payment: 'paid' }),
    ];
    const order = fc.shuffledSubarray([...steps, ...steps], { minLength: 8 });
    fc.assert(
      fc.property(order, (heard) => {
        let state = decider.initialState;
        for (const observed of heard) {
          const decision = decider.decide(note(observed), state);
          if (decision.accepted) state = decision.events.reduce(decider.evolve, state);
          expect(decider.decide(note(observed), state)).toEqual({ accepted: true, events: [] });
        }
        expect(state.known).toEqual(checkout({ payment: 'paid' }));
      }),
    );
  });
});
