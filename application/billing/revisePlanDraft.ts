import type { PlanRejection } from '../../domain/billing/plan/plan.commands.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type RevisePlanDraft = (
  planId: string,
  terms: PlanTerms,
  context: CommandContext,
) => Promise<Handled<PlanRejection>>;

/** Gives the draft of a plan other terms. */
export const revisePlanDraft =
  (handleCommand: HandleCommand, clock: Clock): RevisePlanDraft =>
  (planId, terms, context) =>
    handleCommand(
      planStream(planId),
      planDecider,
      { type: 'RevisePlanDraft', data: { planId, terms }, now: clock.now() },
      context,
    );
