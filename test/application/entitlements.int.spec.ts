import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { askEntitlements } from '../../application/billing/askEntitlements.js';
import { derivedId } from '../../application/derivedIds.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { evidenceOf } from '../../application/events/evidenceOf.js';
import type { AnyEvent, AnyRecordedEvent, Recorded } from '../../application/events/recordedEvent.js';
import { createStreamFolds } from '../../application/streamFolds.js';
import type { SubscriptionEvent } from '../../domain/billing/billingAccount/billingAccount.events.js';
import { described, type EntitledAccount } from '../../domain/billing/entitlements/entitledAccount.js';
import { entitlementsOf } from '../../domain/billing/entitlements/entitlements.js';
import type { PlanEvent } from '../../domain/billing/plan/plan.events.js';
import { historyAfter, type PlanHistory } from '../../domain/billing/plan/planHistory.js';
import { billingAccountStream, planStream } from '../../domain/billing/streams.js';
import { startEventStoreNode } from '../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { type ConnectedEventStore, connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { observed, second } from '../support/fixtures/billing.js';
import { drafted, published, terms } from '../support/fixtures/plans.js';
import { freshDatabase } from '../support/freshDatabase.js';

const noPersonalData = {
  encrypt: () => Promise.reject(new Error('nothing here is personal')),
  decrypt: () => Promise.reject(new Error('nothing here is personal')),
  erase: () => Promise.resolve(),
};
const codec = createEventCodec(eventRegistry, noPersonalData);

let store: ConnectedEventStore;
beforeAll(async () => {
  const node = await startEventStoreNode({ databaseUrl: await freshDatabase(), port: 0 });
  store = await connectEventStore({ connectionString: node.connectionString });
  return async () => {
    await store.close();
    await node.stop();
  };
});

type Told = Readonly<{ stream: string; event: AnyEvent }>;
type Step =
  | Readonly<{ of: 'account'; status: 'active' | 'past_due' | 'canceled'; version: 1 | 2 }>
  | Readonly<{ of: 'plan' }>;

const steps = fc.array(
  fc.oneof(
    fc.record({
      of: fc.constant('account' as const),
      status: fc.constantFrom('active' as const, 'past_due' as const, 'canceled' as const),
      version: fc.constantFrom(1 as const, 2 as const),
    }),
    fc.constant({ of: 'plan' as const }),
  ),
  { minLength: 6, maxLength: 14 },
);

/** Subscription and plan events of an organization and a plan of its own, mixed. */
function story(name: string, told: readonly Step[]): Told[] {
  let version = 0;
  const ofPlan = (event: PlanEvent) => ({
    stream: planStream(name),
    event: { ...event, data: { ...event.data, planId: name } } as AnyEvent,
  });
  return told.flatMap((step, n): Told[] => {
    if (step.of === 'plan') {
      version += 1;
      const changed = terms({ features: [`feature_${version}`] });
      return [ofPlan(drafted(version, changed)), ofPlan(published(version, changed))];
    }
    const { status } = step;
    const type = status === 'canceled' ? 'SubscriptionEnded' : 'SubscriptionChanged';
    const event = observed(type, second(n), { planId: name, planVersion: step.version, status, quantity: n });
    return [{ stream: billingAccountStream(name), event }];
  });
}

/** Records the story, each event a second after the other, and answers with what the log holds of it. */
async function record(told: readonly Told[]): Promise<readonly AnyRecordedEvent[]> {
  const revisions = new Map<string, bigint>();
  for (const [n, { stream, event }] of told.entries()) {
    const metadata = {
      commandId: derivedId('story', stream, n),
      $correlationId: 'story',
      $causationId: 'story',
      organizationId: null,
      actor: { kind: 'system' as const, id: 'test' },
      occurredAt: second(n),
    };
    const revision = revisions.get(stream);
    await store.append(stream, [await codec.encode(event, derivedId(stream, n), metadata)], revision ?? 'noStream');
    revisions.set(stream, (revision ?? -1n) + 1n);
  }
  const recorded: AnyRecordedEvent[] = [];
  for await (const stored of store.readAll(undefined))
    if (revisions.has(stored.stream)) recorded.push(await codec.decode(stored));
  return recorded;
}

/** All at once and from the beginning, as the word "fold" says. */
function naive(events: readonly AnyRecordedEvent[]) {
  let account: EntitledAccount = [];
  const plans = new Map<string, PlanHistory>();
  for (const event of events) {
    if (event.type.startsWith('Plan')) {
      const { data } = event as Recorded<PlanEvent>;
      plans.set(data.planId, historyAfter(plans.get(data.planId), event as PlanEvent, evidenceOf(event)));
    } else account = described(account, (event as SubscriptionEvent).data.subscription, evidenceOf(event));
  }
  return entitlementsOf(account, (planId) => plans.get(planId)?.versions ?? []);
}

describe('what an organization might do at a moment', () => {
  it('equals a naive fold of what the log held, at every position and every instant of every story', async () => {
    for (const [n, told] of fc.sample(steps, { seed: 7, numRuns: 6 }).entries()) {
      const name = `story${n}`;
      const recorded = await record(story(name, told));
      const ask = askEntitlements(createStreamFolds(store, codec, { now: () => new Date(Date.now()) }));
      for (const [at, { position, metadata }] of recorded.entries()) {
        const expected = naive(recorded.slice(0, at + 1));
        expect(await ask.asOf(name, { position })).toEqual(expected);
        expect(await ask.asOf(name, { instant: new Date(metadata.occurredAt) })).toEqual(expected);
      }
      const before = new Date(Date.parse(second(0)) - 1);
      expect(await ask.asOf(name, { instant: before })).toEqual(naive([]));
      expect(await ask.of(name)).toEqual(naive(recorded));
    }
  });

  it('is known at once when it changes, also where it was asked before', async () => {
    const ask = askEntitlements(createStreamFolds(store, codec, { now: () => new Date(Date.now()) }));
    expect(await ask.answer('later', 'feature_1')).toMatchObject({ allowed: false, rule: 'NO_SUBSCRIPTION' });
    const [started] = story('later', [{ of: 'account', status: 'active', version: 1 }]);
    await record([...story('later', [{ of: 'plan' }]), ...(started ? [started] : [])]);
    expect(await ask.answer('later', 'feature_1')).toMatchObject({ allowed: true, rule: 'IN_PLAN' });
  });
});
