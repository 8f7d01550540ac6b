import type { BillingAccountRejection } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import type { SeatsPolicy } from '../../domain/billing/billingAccount/billingAccount.events.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type SetSeatsPolicy = (
  organizationId: string,
  policy: SeatsPolicy,
  context: CommandContext,
) => Promise<Handled<BillingAccountRejection>>;

/** Has an organization buy its seats by hand, or as many as there are members. */
export const setSeatsPolicy =
  (handleCommand: HandleCommand, clock: Clock): SetSeatsPolicy =>
  (organizationId, policy, context) =>
    handleCommand(
      billingAccountStream(organizationId),
      billingAccountDecider,
      { type: 'SetSeatsPolicy', data: { organizationId, policy }, now: clock.now() },
      context,
    );
