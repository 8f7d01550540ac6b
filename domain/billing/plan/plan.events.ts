// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { PlanId } from '../ids.js';
import type { PlanTerms } from './planTerms.js';

/** A version was written down; nobody can buy it yet. */
export type PlanVersionDrafted = Event<
  'PlanVersionDrafted',
  { planId: PlanId; version: number; terms: PlanTerms; draftedAt: string }
>;
export type PlanDraftRevised = Event<
  'PlanDraftRevised',
  { planId: PlanId; version: number; terms: PlanTerms; revisedAt: string }
>;
export type PlanDraftDiscarded = Event<'PlanDraftDiscarded', { planId: PlanId; version: number; discardedAt: string }>;
/** The version is what is sold from now on; its terms, repeated here whole, never change. */
export type PlanVersionPublished = Event<
  'PlanVersionPublished',
  { planId: PlanId; version: number; terms: PlanTerms; publishedAt: string }
>;
/** Stripe has a price for everything the version sells. */
export type PlanSynced = Event<
  'PlanSynced',
  {
    planId: PlanId;
    version: number;
    productId: string;
    /** Stripe's price ids by lookup key. */
    prices: Readonly<Record<string, string>>;
    /** Stripe's meter ids by the name of the meter. */
    meters: Readonly<Record<string, string>>;
    syncedAt: string;
  }
>;
/** Nobody new can buy the plan; whoever has it keeps it. */
export type PlanRetired = Event<'PlanRetired', { planId: PlanId; retiredAt: string }>;

export type PlanEvent =
  | PlanVersionDrafted
  | PlanDraftRevised
  | PlanDraftDiscarded
  | PlanVersionPublished
  | PlanSynced
  | PlanRetired;
