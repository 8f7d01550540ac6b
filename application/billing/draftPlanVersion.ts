import type { PlanRejection } from '../../domain/billing/plan/plan.commands.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type DraftPlanVersion = (
  planId: string,
  terms: PlanTerms,
  context: CommandContext,
) => Promise<Handled<PlanRejection>>;

/** Writes down the next version of a plan; the first one makes the plan. */
export const draftPlanVersion =
  (handleCommand: HandleCommand, clock: Clock): DraftPlanVersion =>
  (planId, terms, context) =>
    handleCommand(
      planStream(planId),
      planDecider,
      { type: 'DraftPlanVersion', data: { planId, terms }, now: clock.now() },
      context,
    );
