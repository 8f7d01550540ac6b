import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyncSubscription } from '../../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider as decider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { canceled, inMonth, observed, second, sync } from '../../support/fixtures/billing.js';

const given = deciderSpec(decider);

const fold = (commands: readonly SyncSubscription[]) =>
  commands.reduce((state, command) => {
    const decision = decider.decide(command, state);
    return decision.accepted ? decision.events.reduce(decider.evolve, state) : state;
  }, decider.initialState);

describe('a billing account told of a subscription', () => {
  it('records that it started', () => {
    given()
      .when(sync('created', second(0)))
      .thenRecorded(observed('SubscriptionStarted', second(0)));
  });

  it('records nothing when it hears the same again', () => {
    given(observed('SubscriptionStarted', second(0)))
      .when(sync('created', second(0)))
      .thenNothing();
    given(observed('SubscriptionStarted', second(0)))
      .when(sync('updated', second(5)))
      .thenNothing();
  });

  it('records a change', () => {
    given(observed('SubscriptionStarted', second(0)))
      .when(sync('updated', second(5), { quantity: 9 }))
      .thenRecorded(observed('SubscriptionChanged', second(5), { quantity: 9 }));
  });

  it('lets the beginning overrule nothing, even in the same second', () => {
    given(observed('SubscriptionStarted', second(0), { quantity: 9 }))
      .when(sync('created', second(0)))
      .thenNothing();
  });

  it('keeps the later period when an earlier one is told after it', () => {
    given(observed('SubscriptionStarted', second(9), inMonth(2)))
      .when(sync('updated', second(10), inMonth(1)))
      .thenNothing();
  });

  it('keeps the later second within one period', () => {
    given(observed('SubscriptionStarted', second(9), { quantity: 9 }))
      .when(sync('updated', second(8), { quantity: 7 }))
      .thenNothing();
  });

  it('ends it once, whatever comes later', () => {
    given(observed('SubscriptionStarted', second(0)))
      .when(sync('deleted', second(9), canceled()))
      .thenRecorded(observed('SubscriptionEnded', second(9), canceled()));
    given(observed('SubscriptionEnded', second(9), canceled()))
      .when(sync('updated', second(10), inMonth(3)))
      .thenNothing();
  });

  it('keeps subscriptions apart', () => {
    given(observed('SubscriptionEnded', second(9), canceled()))
      .when(sync('created', second(10), { subscriptionId: 'sub_2' }))
      .thenRecorded(observed('SubscriptionStarted', second(10), { subscriptionId: 'sub_2' }));
  });

  const stories = fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 })
    .map((seconds) => [
      sync('created', second(0)),
      ...seconds.map((n) => sync('updated', second(n), { ...inMonth(Math.floor(n / 5)), quantity: n })),
      sync('deleted', second(40), canceled()),
    ]);
  const shuffled = (story: SyncSubscription[]) => fc.shuffledSubarray(story, { minLength: story.length });

  it('comes to the same state in whatever order, and however often, it is told', () => {
    const told = stories.chain((story) => fc.tuple(fc.constant(story), shuffled([...story, ...story])));
    fc.assert(fc.property(told, ([story, often]) => void expect(fold(often)).toEqual(fold(story))));
  });

  it('also without an end: the latest update wins in any order', () => {
    const told = stories
      .map((story) => story.slice(0, -1))
      .chain((story) => fc.tuple(fc.constant(story), shuffled(story)));
    fc.assert(fc.property(told, ([story, other]) => void expect(fold(other)).toEqual(fold(story))));
  });
});
