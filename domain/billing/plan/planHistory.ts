import type { Evidence } from '../entitlements/evidence.js';
import type { SyncedVersion } from './plan.decider.js';
import type { PlanEvent } from './plan.events.js';
import type { PlanTerms } from './planTerms.js';

/** A published version and the event that published it. */
export type SoldVersion = Readonly<{
  version: number;
  terms: PlanTerms;
  publishedAt: string;
  evidence: Evidence;
  /** What Stripe calls it; null until it has been told. */
  synced: SyncedVersion | null;
}>;

/** What has become of a plan, for those who ask about it. */
export type PlanHistory = Readonly<{
  planId: string;
  /** The version sold today; null before the first. */
  version: number | null;
  /** Ascending. */
  versions: readonly SoldVersion[];
  draft: Readonly<{ version: number; terms: PlanTerms }> | null;
  retiredAt: string | null;
}>;

/** The history after one more event of the plan. */
export function historyAfter(known: PlanHistory | undefined, event: PlanEvent, evidence: Evidence): PlanHistory {
  const { type, data } = event;
  const before = known ?? { planId: data.planId, version: null, versions: [], draft: null, retiredAt: null };
  switch (type) {
    case 'PlanVersionDrafted':
    case 'PlanDraftRevised':
      return { ...before, draft: { version: data.version, terms: data.terms } };
    case 'PlanDraftDiscarded':
      return { ...before, draft: null };
    case 'PlanVersionPublished': {
      const { version, terms, publishedAt } = data;
      const versions = [...before.versions, { version, terms, publishedAt, evidence, synced: null }];
      return { ...before, draft: null, version, versions };
    }
    case 'PlanSynced': {
      const { productId, prices, meters } = data;
      const synced = { productId, prices, meters };
      const versions = before.versions.map((each) => (each.version === data.version ? { ...each, synced } : each));
      return { ...before, versions };
    }
    case 'PlanRetired':
      return { ...before, draft: null, retiredAt: data.retiredAt };
  }
}

/**
 * The version a subscription is on: the one it names, else the one that was sold when it began.
 * @param version null for a subscription that names none
 */
export function versionBought(
  versions: readonly SoldVersion[],
  version: number | null,
  startedAt: string,
): SoldVersion | undefined {
  if (version !== null) return versions.find((each) => each.version === version);
  return versions.findLast(({ publishedAt }) => publishedAt <= startedAt) ?? versions[0];
}
