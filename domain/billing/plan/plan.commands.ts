import type { Command } from '../../command.js';
import type { PlanId } from '../ids.js';
import type { PlanTerms } from './planTerms.js';
import type { PlanTermsRejection } from './rejectedTerms.js';

/** Writes down the plan's next version; the first one makes the plan. */
export type DraftPlanVersion = Command<'DraftPlanVersion', { planId: PlanId; terms: PlanTerms }>;
export type RevisePlanDraft = Command<'RevisePlanDraft', { planId: PlanId; terms: PlanTerms }>;
export type DiscardPlanDraft = Command<'DiscardPlanDraft', { planId: PlanId }>;
/** Sells the draft from now on. `version` says which draft was read, so that no other is published by mistake. */
export type PublishPlanVersion = Command<'PublishPlanVersion', { planId: PlanId; version: number }>;
/** Stripe has been brought in line with a published version. */
export type RecordPlanSynced = Command<
  'RecordPlanSynced',
  {
    planId: PlanId;
    version: number;
    productId: string;
    prices: Readonly<Record<string, string>>;
    meters: Readonly<Record<string, string>>;
  }
>;
export type RetirePlan = Command<'RetirePlan', { planId: PlanId }>;

export type PlanCommand =
  | DraftPlanVersion
  | RevisePlanDraft
  | DiscardPlanDraft
  | PublishPlanVersion
  | RecordPlanSynced
  | RetirePlan;

/** Every way a plan refuses a command. */
export type PlanRejection =
  | 'PLAN_ID_INVALID'
  | 'PLAN_UNKNOWN'
  | 'PLAN_ALREADY_DRAFTED'
  | 'PLAN_NOT_DRAFTED'
  | 'PLAN_VERSION_NOT_PUBLISHED'
  | 'PLAN_NEVER_PUBLISHED'
  | 'PLAN_RETIRED'
  | PlanTermsRejection;
