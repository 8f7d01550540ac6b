import type { BillingAccountEvent } from '../../domain/billing/billingAccount/billingAccount.events.js';
import { described, type EntitledAccount, governing } from '../../domain/billing/entitlements/entitledAccount.js';
import { answerFor } from '../../domain/billing/entitlements/entitlementAnswer.js';
import { type EntitlementSet, entitlementsOf } from '../../domain/billing/entitlements/entitlements.js';
import type { PlanEvent } from '../../domain/billing/plan/plan.events.js';
import { historyAfter, type PlanHistory } from '../../domain/billing/plan/planHistory.js';
import { billingAccountStream, planStream } from '../../domain/billing/streams.js';
import { evidenceOf } from '../events/evidenceOf.js';
import type { AnyRecordedEvent, Recorded } from '../events/recordedEvent.js';
import type { Entitlements } from '../ports/entitlements.js';
import type { Moment, StreamFold, StreamFolds } from '../streamFolds.js';

export type AskEntitlements = Entitlements &
  Readonly<{
    /** What the organization might do at a moment: a fold of what the log held then. */
    asOf: (organizationId: string, moment: Moment) => Promise<EntitlementSet>;
    /** Whether that moment has come. */
    hasCome: StreamFolds['hasCome'];
  }>;

const accountFold: StreamFold<EntitledAccount> = {
  name: 'entitlements',
  initial: [],
  evolve: (account, event) => {
    const { type, data } = event as Recorded<BillingAccountEvent>;
    const describes = type === 'SubscriptionStarted' || type === 'SubscriptionChanged' || type === 'SubscriptionEnded';
    return describes ? described(account, data.subscription, evidenceOf(event)) : account;
  },
};

const planFold: StreamFold<PlanHistory | undefined> = {
  name: 'history',
  initial: undefined,
  evolve: (history, event: AnyRecordedEvent) => historyAfter(history, event as Recorded<PlanEvent>, evidenceOf(event)),
};

/** What an organization may do, now or at a moment, from its billing account and the plan it is on. */
export function askEntitlements(folds: StreamFolds): AskEntitlements {
  type Read = <State>(stream: string, fold: StreamFold<State>) => Promise<State>;

  async function read(organizationId: string, fold: Read): Promise<EntitlementSet> {
    const account = await fold(billingAccountStream(organizationId), accountFold);
    const planId = governing(account)?.planId ?? null;
    const plan = planId === null ? undefined : await fold(planStream(planId), planFold);
    return entitlementsOf(account, () => plan?.versions ?? []);
  }

  const of = (organizationId: string) => read(organizationId, folds.now);
  return {
    of,
    hasCome: folds.hasCome,
    answer: async (organizationId, feature) => answerFor(await of(organizationId), feature),
    asOf: (organizationId, moment) => read(organizationId, (stream, fold) => folds.asOf(stream, fold, moment)),
  };
}
