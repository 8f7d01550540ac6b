import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanCommand } from '../../../domain/billing/plan/plan.commands.js';
import { planDecider as decider, type Plan } from '../../../domain/billing/plan/plan.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import {
  discard,
  discarded,
  draft,
  drafted,
  publish,
  published,
  recordSynced,
  retire,
  retired,
  revise,
  revised,
  synced,
  terms,
} from '../../support/fixtures/plans.js';

const given = deciderSpec(decider);
const cheaper = terms({ prices: [{ interval: 'month', currency: 'usd', baseAmount: 1, seatAmount: 1 }] });

describe('a plan', () => {
  it('is drafted, revised and published', () => {
    given().when(draft()).thenRecorded(drafted(1));
    given(drafted(1)).when(revise(cheaper)).thenRecorded(revised(1, cheaper));
    given(drafted(1), revised(1, cheaper)).when(publish(1)).thenRecorded(published(1, cheaper));
  });

  it('has a next version while the last one is sold', () => {
    given(drafted(1), published(1)).when(draft(cheaper)).thenRecorded(drafted(2, cheaper));
  });

  it('has one draft at a time, and the same draft again records nothing', () => {
    given(drafted(1)).when(draft(cheaper)).thenRejected('PLAN_ALREADY_DRAFTED');
    given(drafted(1)).when(draft()).thenNothing();
    given(drafted(1)).when(revise(terms())).thenNothing();
  });

  it('never gives a number twice', () => {
    given(drafted(1), discarded(1)).when(draft()).thenRecorded(drafted(2));
  });

  it('publishes the draft that was read and no other', () => {
    given(drafted(1), discarded(1), drafted(2)).when(publish(1)).thenRejected('PLAN_NOT_DRAFTED');
    given(drafted(1), published(1)).when(publish(1)).thenNothing();
    given(drafted(1), published(1)).when(publish(2)).thenRejected('PLAN_NOT_DRAFTED');
    given().when(publish(1)).thenRejected('PLAN_UNKNOWN');
  });

  it('discards a draft', () => {
    given(drafted(1)).when(discard()).thenRecorded(discarded(1));
    given(drafted(1), published(1)).when(discard()).thenRejected('PLAN_NOT_DRAFTED');
  });

  it('remembers what Stripe has, also once it is retired', () => {
    given(drafted(1), published(1)).when(recordSynced(1)).thenRecorded(synced(1));
    given(drafted(1), published(1), synced(1)).when(recordSynced(1)).thenNothing();
    given(drafted(1), published(1), retired()).when(recordSynced(1)).thenRecorded(synced(1));
    given(drafted(1)).when(recordSynced(1)).thenRejected('PLAN_VERSION_NOT_PUBLISHED');
  });

  it('is retired once, and then neither drafted nor published', () => {
    given(drafted(1)).when(retire()).thenRejected('PLAN_NEVER_PUBLISHED');
    given(drafted(1), published(1)).when(retire()).thenRecorded(retired());
    given(drafted(1), published(1), retired()).when(retire()).thenNothing();
    given(drafted(1), published(1), retired()).when(draft(cheaper)).thenRejected('PLAN_RETIRED');
  });

  it('has a name that fits lookup keys and streams', () => {
    for (const planId of ['', 'Pro', 'a:b', '1st', 'a'.repeat(41)])
      given()
        .when({ ...draft(), data: { planId, terms: terms() } } as PlanCommand)
        .thenRejected('PLAN_ID_INVALID');
  });

  it('never changes what has been published, whatever is asked of it', () => {
    const someTerms = fc.integer({ min: 0, max: 3 }).map((trialDays) => terms({ trialDays }));
    const version = fc.integer({ min: 1, max: 4 });
    const command = fc.oneof(
      someTerms.map(draft),
      someTerms.map(revise),
      version.map(publish),
      version.map(recordSynced),
      fc.constantFrom(discard(), retire()),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const seen = new Map<string, unknown>();
        let state: Plan = decider.initialState;
        for (const each of commands) {
          const decision = decider.decide(each, state);
          if (!decision.accepted) continue;
          state = decision.events.reduce(decider.evolve, state);
          for (const [number, { terms: sold, publishedAt }] of Object.entries(state.versions)) {
            const before = seen.get(number) ?? { sold, publishedAt };
            expect({ sold, publishedAt }).toEqual(before);
            seen.set(number, before);
          }
          expect(Object.keys(state.versions).length).toBe(seen.size);
          if (each.type !== 'DiscardPlanDraft')
            expect(decider.decide(each, state)).toEqual({ accepted: true, events: [] });
        }
      }),
    );
  });
});
