import type { PlanRejection } from '../../domain/billing/plan/plan.commands.js';
import { planDecider } from '../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type PublishPlanVersion = (
  planId: string,
  version: number,
  context: CommandContext,
) => Promise<Handled<PlanRejection>>;

/** Sells the draft from now on; a reaction makes its prices in Stripe. */
export const publishPlanVersion =
  (handleCommand: HandleCommand, clock: Clock): PublishPlanVersion =>
  (planId, version, context) =>
    handleCommand(
      planStream(planId),
      planDecider,
      { type: 'PublishPlanVersion', data: { planId, version }, now: clock.now() },
      context,
    );
