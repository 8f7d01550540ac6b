import type { BillingAccountRejection } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type WithdrawBillingRequest = (
  organizationId: string,
  requestId: string,
  context: CommandContext,
) => Promise<Handled<BillingAccountRejection>>;

/** Wants a request back that Stripe has not answered, so that another can be made: it is closed by the reaction that asks Stripe. */
export const withdrawBillingRequest =
  (handleCommand: HandleCommand, clock: Clock): WithdrawBillingRequest =>
  (organizationId, requestId, context) =>
    handleCommand(
      billingAccountStream(organizationId),
      billingAccountDecider,
      { type: 'WithdrawBillingRequest', data: { organizationId, requestId }, now: clock.now() },
      context,
    );
