import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { type BillingAccount, newBillingAccount } from '../../../domain/billing/billingAccount/billingAccountState.js';
import type { BillingRequest, SubscriptionTarget } from '../../../domain/billing/billingAccount/billingRequest.js';
import { seatsForTeam } from '../../../domain/billing/billingAccount/seatsForTeam.js';
import { defaultCatalogue } from '../../../domain/billing/plan/defaultCatalogue.js';
import type { PlanTerms } from '../../../domain/billing/plan/planTerms.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now, subscription } from '../../support/fixtures/billing.js';

const terms = defaultCatalogue.starter as PlanTerms;
const offer = { planId: 'starter', version: 1, terms };
const target = (seats: number): SubscriptionTarget => ({
  planId: 'starter',
  planVersion: 1,
  interval: 'month',
  currency: 'usd',
  seats,
  includedSeats: 3,
  meters: [],
});
const account = (seats: number, more: Partial<BillingAccount> = {}): BillingAccount => ({
  ...newBillingAccount,
  seatsPolicy: 'followsTeam',
  subscriptions: { sub_1: { snapshot: subscription({ seats }), observedAt: '2026-11-02T09:15:04.000Z' } },
  ...more,
});
const scheduled = (seats: number, due = false) => ({
  scheduled: {
    subscriptionId: 'sub_1',
    requestId: 'request',
    from: target(5),
    target: target(seats),
    effectiveAt: '2026-12-02T09:15:04.000Z',
    due,
  },
});
const open = (request: BillingRequest) => ({ openRequests: { one: request } });
const change = (seats: number): BillingRequest => ({
  kind: 'changeSubscription',
  subscriptionId: 'sub_1',
  from: target(5),
  target: target(seats),
  timing: 'now',
  prorate: true,
  prorationDate: null,
  effectiveAt: null,
});

describe('seats that follow the team', () => {
  it('are those of everybody, at least the included and at most those the plan takes', () => {
    expect(seatsForTeam(account(3), offer, 5)).toEqual({ step: 'change', seats: 5 });
    expect(seatsForTeam(account(5), offer, 5)).toEqual({ step: 'nothing' });
    expect(seatsForTeam(account(5), offer, 1)).toEqual({ step: 'change', seats: 3 });
    expect(seatsForTeam(account(5), offer, 99)).toEqual({ step: 'change', seats: 20 });
    expect(seatsForTeam(account(3, { seatsPolicy: 'fixed' }), offer, 5)).toEqual({ step: 'nothing' });
    expect(seatsForTeam({ ...newBillingAccount, seatsPolicy: 'followsTeam' }, offer, 5)).toEqual({ step: 'nothing' });
  });

  it('wait for what is under way, unless it asks for the same', () => {
    expect(seatsForTeam(account(5, open(change(7))), offer, 7)).toEqual({ step: 'nothing' });
    expect(seatsForTeam(account(5, open(change(6))), offer, 7)).toEqual({ step: 'wait' });
  });

  it('take back fewer seats that are no longer right, and leave what the organization planned itself', () => {
    expect(seatsForTeam(account(5, scheduled(4)), offer, 4)).toEqual({ step: 'nothing' });
    expect(seatsForTeam(account(5, scheduled(4)), offer, 6)).toEqual({ step: 'undo' });
    expect(seatsForTeam(account(5, scheduled(4, true)), offer, 6)).toEqual({ step: 'wait' });
    const planned = scheduled(4).scheduled;
    const downgrade = { scheduled: { ...planned, target: { ...planned.target, planId: 'free' } } };
    expect(seatsForTeam(account(5, downgrade), offer, 6)).toEqual({ step: 'nothing' });
  });

  it('have nothing left to do once what was asked for holds, whatever the team', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 3, max: 20 }), (team, seats) => {
        const step = seatsForTeam(account(seats), offer, team);
        const then = step.step === 'change' ? step.seats : seats;
        expect(seatsForTeam(account(then), offer, team)).toEqual({ step: 'nothing' });
      }),
    );
  });
});

describe('the policy of seats', () => {
  const given = deciderSpec(billingAccountDecider);
  const set = (policy: 'fixed' | 'followsTeam') =>
    ({ type: 'SetSeatsPolicy', data: { organizationId: 'org', policy }, now }) as const;
  const changed = {
    type: 'SeatsPolicyChanged',
    data: { organizationId: 'org', from: 'fixed', to: 'followsTeam', changedAt: now.toISOString() },
  } as const;

  it('is by hand until it is changed, and changed once', () => {
    given().when(set('fixed')).thenNothing();
    given().when(set('followsTeam')).thenRecorded(changed);
    given(changed).when(set('followsTeam')).thenNothing();
  });
});
