import { canonicalText } from '../../canonicalText.js';
import { accept, type Decider, type Decision, reject } from '../../decider.js';
import type { PlanCommand, PlanRejection } from './plan.commands.js';
import type { PlanEvent } from './plan.events.js';
import type { PlanTerms } from './planTerms.js';
import { rejectedTerms } from './rejectedTerms.js';

/** Stripe's ids of what a version sells. */
export type SyncedVersion = Readonly<{
  productId: string;
  prices: Readonly<Record<string, string>>;
  meters: Readonly<Record<string, string>>;
}>;
export type PublishedVersion = Readonly<{ terms: PlanTerms; publishedAt: string; synced: SyncedVersion | null }>;

export type Plan = Readonly<{
  /** Of the last version written down, discarded ones among them: a number is never given twice. */
  lastVersion: number;
  draft: Readonly<{ version: number; terms: PlanTerms }> | null;
  /** Every published version, by its number. */
  versions: Readonly<Record<number, PublishedVersion>>;
  /** The version sold today; null before the first. */
  current: number | null;
  retired: boolean;
}>;

const planIdShape = /^[a-z][a-z0-9_-]{0,39}$/;

export const planDecider: Decider<Plan, PlanCommand, PlanEvent, PlanRejection> = {
  initialState: { lastVersion: 0, draft: null, versions: {}, current: null, retired: false },

  evolve(state, { type, data }) {
    switch (type) {
      case 'PlanVersionDrafted':
      case 'PlanDraftRevised':
        return { ...state, lastVersion: data.version, draft: { version: data.version, terms: data.terms } };
      case 'PlanDraftDiscarded':
        return { ...state, draft: null };
      case 'PlanVersionPublished': {
        const published = { terms: data.terms, publishedAt: data.publishedAt, synced: null };
        const versions = { ...state.versions, [data.version]: published };
        return { ...state, draft: null, current: data.version, versions };
      }
      case 'PlanSynced': {
        const version = state.versions[data.version];
        if (!version) return state;
        const synced = { productId: data.productId, prices: data.prices, meters: data.meters };
        return { ...state, versions: { ...state.versions, [data.version]: { ...version, synced } } };
      }
      case 'PlanRetired':
        return { ...state, draft: null, retired: true };
    }
  },

  decide(command, state) {
    if (!planIdShape.test(command.data.planId)) return reject('PLAN_ID_INVALID');
    if (state.lastVersion === 0 && command.type !== 'DraftPlanVersion') return reject('PLAN_UNKNOWN');
    // What Stripe has is a fact, whatever has become of the plan meanwhile.
    if (command.type === 'RecordPlanSynced') return recordSynced(command, state);
    if (state.retired) return command.type === 'RetirePlan' ? accept() : reject('PLAN_RETIRED');
    return edit(command, state);
  },
};

type Edit = Exclude<PlanCommand, { type: 'RecordPlanSynced' }>;

function edit({ type, data, now }: Edit, state: Plan): Decision<PlanEvent, PlanRejection> {
  const { planId } = data;
  const at = now.toISOString();
  switch (type) {
    case 'DraftPlanVersion': {
      if (state.draft) return sameTerms(state.draft.terms, data.terms) ? accept() : reject('PLAN_ALREADY_DRAFTED');
      const rejection = rejectedTerms(data.terms);
      if (rejection) return reject(rejection);
      const version = state.lastVersion + 1;
      return accept({ type: 'PlanVersionDrafted', data: { planId, version, terms: data.terms, draftedAt: at } });
    }
    case 'RevisePlanDraft': {
      if (!state.draft) return reject('PLAN_NOT_DRAFTED');
      const rejection = rejectedTerms(data.terms);
      if (rejection) return reject(rejection);
      if (sameTerms(state.draft.terms, data.terms)) return accept();
      const { version } = state.draft;
      return accept({ type: 'PlanDraftRevised', data: { planId, version, terms: data.terms, revisedAt: at } });
    }
    case 'DiscardPlanDraft': {
      if (!state.draft) return reject('PLAN_NOT_DRAFTED');
      return accept({ type: 'PlanDraftDiscarded', data: { planId, version: state.draft.version, discardedAt: at } });
    }
    case 'PublishPlanVersion': {
      const { version } = data;
      if (state.versions[version]) return accept();
      if (state.draft?.version !== version) return reject('PLAN_NOT_DRAFTED');
      const { terms } = state.draft;
      return accept({ type: 'PlanVersionPublished', data: { planId, version, terms, publishedAt: at } });
    }
    case 'RetirePlan':
      if (state.current === null) return reject('PLAN_NEVER_PUBLISHED');
      return accept({ type: 'PlanRetired', data: { planId, retiredAt: at } });
  }
}

function recordSynced(
  { data, now }: Extract<PlanCommand, { type: 'RecordPlanSynced' }>,
  state: Plan,
): Decision<PlanEvent, PlanRejection> {
  const { planId, version, productId, prices, meters } = data;
  const published = state.versions[version];
  if (!published) return reject('PLAN_VERSION_NOT_PUBLISHED');
  const { synced } = published;
  const known = synced?.productId === productId && sameIds(synced.prices, prices) && sameIds(synced.meters, meters);
  if (known) return accept();
  return accept({
    type: 'PlanSynced',
    data: { planId, version, productId, prices, meters, syncedAt: now.toISOString() },
  });
}

const sameIds = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};

/** Terms say the same when written alike; another order of prices or meters counts as a change. */
const sameTerms = (one: PlanTerms, other: PlanTerms): boolean => canonicalText(one) === canonicalText(other);
