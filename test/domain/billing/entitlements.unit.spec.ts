import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubscriptionStatus } from '../../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { described, type EntitledAccount, governing } from '../../../domain/billing/entitlements/entitledAccount.js';
import { answerFor } from '../../../domain/billing/entitlements/entitlementAnswer.js';
import { entitlementsOf } from '../../../domain/billing/entitlements/entitlements.js';
import type { SoldVersion } from '../../../domain/billing/plan/planHistory.js';
import { second, subscription } from '../../support/fixtures/billing.js';
import { meter, terms } from '../../support/fixtures/plans.js';

const evidence = (eventId: string) => ({ eventId, type: 'Told', position: '1', at: second(0) });
const sold = (version: number, publishedAt: string, changes: Parameters<typeof terms>[0] = {}): SoldVersion => ({
  version,
  terms: terms(changes),
  publishedAt,
  evidence: evidence(`published-${version}`),
  synced: null,
});
const versions = [
  sold(1, '2025-01-01T00:00:00.000Z'),
  sold(2, '2026-06-01T00:00:00.000Z', { features: ['audit_log', 'single_sign_on'], includedSeats: 8 }),
];
const told = (changes: Parameters<typeof subscription>[0] = {}, account: EntitledAccount = []) =>
  described(account, subscription({ planVersion: 2, ...changes }), evidence(`told-${changes.status ?? 'active'}`));
const setOf = (account: EntitledAccount) => entitlementsOf(account, (planId) => (planId === 'pro' ? versions : []));

describe('what an organization may do', () => {
  it('is what the version it bought grants', () => {
    expect(setOf(told({ seats: 12 }))).toMatchObject({
      access: 'full',
      planVersion: 2,
      features: ['audit_log', 'single_sign_on'],
      limits: [{ meter: 'agent_runs', included: meter().included, limit: 'soft' }],
      seats: { included: 8, purchased: 12, max: null },
    });
    expect(setOf(told({ planVersion: 1 })).features).toEqual(['audit_log']);
  });

  it('is by the version sold when the subscription began where Stripe names none', () => {
    const before = { planVersion: null, startedAt: '2026-05-31T23:59:59.999Z' };
    expect(setOf(told(before)).planVersion).toBe(1);
    expect(setOf(told({ ...before, startedAt: '2026-06-01T00:00:00.000Z' })).planVersion).toBe(2);
    expect(setOf(told({ ...before, startedAt: '2024-01-01T00:00:00.000Z' })).planVersion).toBe(1);
  });

  it.each<readonly [SubscriptionStatus, 'full' | 'grace' | 'none', string]>([
    ['trialing', 'full', 'SUBSCRIPTION_IN_FORCE'],
    ['active', 'full', 'SUBSCRIPTION_IN_FORCE'],
    ['past_due', 'grace', 'SUBSCRIPTION_PAST_DUE_IN_GRACE'],
    ['incomplete', 'none', 'SUBSCRIPTION_INCOMPLETE'],
    ['incomplete_expired', 'none', 'SUBSCRIPTION_ENDED'],
    ['unpaid', 'none', 'SUBSCRIPTION_UNPAID'],
    ['paused', 'none', 'SUBSCRIPTION_PAUSED'],
    ['canceled', 'none', 'SUBSCRIPTION_ENDED'],
  ])('while it is %s is %s', (status, access, rule) => {
    const set = setOf(told({ status }));
    expect(set).toMatchObject({ access, rule });
    expect(set.features.length > 0).toBe(access !== 'none');
  });

  it('is nothing without a subscription, or on a plan that nobody knows', () => {
    expect(setOf([])).toMatchObject({ access: 'none', rule: 'NO_SUBSCRIPTION', because: [] });
    expect(setOf(told({ planId: 'other' }))).toMatchObject({ access: 'none', rule: 'PLAN_UNKNOWN' });
    expect(setOf(told({ planId: null }))).toMatchObject({ access: 'none', rule: 'PLAN_UNKNOWN' });
  });
});

describe('an answer for a feature', () => {
  it('names the rule and the event that decided', () => {
    expect(answerFor(setOf(told()), 'single_sign_on')).toMatchObject({
      allowed: true,
      rule: 'IN_PLAN',
      decidedBy: { eventId: 'published-2' },
    });
    expect(answerFor(setOf(told({ planVersion: 1 })), 'single_sign_on')).toMatchObject({
      allowed: false,
      rule: 'NOT_IN_PLAN',
      decidedBy: { eventId: 'published-1' },
    });
    expect(answerFor(setOf(told({ status: 'unpaid' })), 'single_sign_on')).toMatchObject({
      allowed: false,
      rule: 'SUBSCRIPTION_UNPAID',
      decidedBy: { eventId: 'told-unpaid' },
    });
    expect(answerFor(setOf([]), 'single_sign_on')).toMatchObject({ rule: 'NO_SUBSCRIPTION', decidedBy: null });
  });

  it('tells the limit of a meter', () => {
    expect(answerFor(setOf(told()), 'agent_runs')).toMatchObject({ allowed: true, limit: { included: 100 } });
    expect(answerFor(setOf(told()), 'documents')).toMatchObject({ allowed: false, limit: null });
  });
});

describe('several subscriptions', () => {
  const statuses = fc.constantFrom<SubscriptionStatus>(
    'active',
    'past_due',
    'canceled',
    'incomplete_expired',
    'paused',
  );
  const told1 = fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    status: statuses,
    began: fc.integer({ min: 0, max: 50 }),
  });

  it('count by the one in force that began last, whatever has ended', () => {
    fc.assert(
      fc.property(fc.array(told1, { maxLength: 20 }), (story) => {
        let account: EntitledAccount = [];
        const latest = new Map<number, (typeof story)[number]>();
        for (const each of story) {
          const { id, status, began } = each;
          account = told({ subscriptionId: `sub_${id}`, status, startedAt: second(began) }, account);
          latest.set(id, each);
        }
        const inForce = [...latest.values()].filter(
          ({ status }) => !['canceled', 'incomplete_expired'].includes(status),
        );
        const found = governing(account);
        if (inForce.length > 0) {
          expect(found?.startedAt).toBe(second(Math.max(...inForce.map(({ began }) => began))));
          expect(['canceled', 'incomplete_expired']).not.toContain(found?.status);
        } else {
          expect(found?.subscriptionId).toBe(story.length > 0 ? `sub_${story.at(-1)?.id}` : undefined);
        }
        expect(account.length).toBeLessThanOrEqual(inForce.length + 1);
      }),
    );
  });
});
