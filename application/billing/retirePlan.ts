import type { PlanRejection } from '../../domain/billing/plan/plan.commands.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type RetirePlan = (planId: string, context: CommandContext) => Promise<Handled<PlanRejection>>;

/** Sells a plan to nobody new; whoever has it keeps it. */
export const retirePlan =
  (handleCommand: HandleCommand, clock: Clock): RetirePlan =>
  (planId, context) =>
    handleCommand(planStream(planId), planDecider, { type: 'RetirePlan', data: { planId }, now: clock.now() }, context);
