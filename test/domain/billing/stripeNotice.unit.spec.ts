import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripeNoticeDecider as decider } from '../../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { PaymentSnapshot, PendingChargeSnapshot } from '../../../domain/billing/stripeNotice/watchedMoney.js';
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
const payment = (fields: Partial<PaymentSnapshot> = {}): PaymentSnapshot => ({
  kind: 'payment',
  id: 'ch_1',
  customerId: 'cus_1',
  paymentIntentId: 'pi_1',
  invoiceId: 'in_1',
  status: 'succeeded',
  amount: 4_900,
  currency: 'usd',
  code: null,
  declineCode: null,
  message: null,
  ...fields,
});
const waiting = (fields: Partial<PendingChargeSnapshot> = {}): PendingChargeSnapshot => ({
  kind: 'pendingCharge',
  id: 'ii_1',
  customerId: 'cus_1',
  subscriptionId: null,
  invoiceId: null,
  amount: 1_200,
  currency: 'usd',
  description: 'Onboarding',
  proration: false,
  periodStart: now.toISOString(),
  periodEnd: now.toISOString(),
  removed: false,
  ...fields,
});
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

  it('that an invoice tells of already is not noted again', () => {
    given().when(note(payment())).thenNothing();
    const declined = payment({ status: 'failed', code: 'card_declined', declineCode: 'insufficient_funds' });
    const ofNoInvoice = payment({ invoiceId: null });
    for (const observed of [declined, ofNoInvoice]) {
      given().when(note(observed)).thenRecorded({ type: 'PaymentTried', data: { organizationId, observed } });
    }
    given()
      .when(note(waiting({ invoiceId: 'in_1' })))
      .thenNothing();
  });

  it('waits for an invoice until one takes it up, or the seller takes it back', () => {
    const told = (observed: PendingChargeSnapshot) =>
      ({ type: 'PendingChargeChanged', data: { organizationId, observed } }) as const;
    given().when(note(waiting())).thenRecorded(told(waiting()));
    given(told(waiting()))
      .when(note(waiting({ invoiceId: 'in_1' }), true))
      .thenRecorded(told(waiting({ invoiceId: 'in_1' })));
    given(told(waiting({ removed: true })))
      .when(note(waiting()))
      .thenNothing();
  });

  it('of the catalogue is noted when it is not as the plan says, and when it is again', () => {
    const price = { kind: 'catalogueEdit', id: 'price_1', of: 'price', name: 'plan:pro:v1:month:usd:base' } as const;
    const told = (state: 'active' | 'archived') =>
      ({
        type: 'CatalogueEditedAtStripe',
        data: { organizationId: null, observed: { ...price, state } },
      }) as const;
    given()
      .when(note({ ...price, state: 'active' }, true, null))
      .thenNothing();
    given()
      .when(note({ ...price, state: 'archived' }, true, null))
      .thenRecorded(told('archived'));
    given(told('archived'))
      .when(note({ ...price, state: 'active' }, true, null))
      .thenRecorded(told('active'));
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
