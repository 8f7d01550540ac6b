import type { PlanRejection } from '../../domain/billing/plan/plan.commands.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type DiscardPlanDraft = (planId: string, context: CommandContext) => Promise<Handled<PlanRejection>>;

/** Drops the draft of a plan; its version number is not used again. */
export const discardPlanDraft =
  (handleCommand: HandleCommand, clock: Clock): DiscardPlanDraft =>
  (planId, context) =>
    handleCommand(
      planStream(planId),
      planDecider,
      { type: 'DiscardPlanDraft', data: { planId }, now: clock.now() },
      context,
    );
