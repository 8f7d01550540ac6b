import { stripeCustomerStream } from '../../domain/billing/streams.js';
import type { StripeCustomerRejection } from '../../domain/billing/stripeCustomer/stripeCustomer.commands.js';
import { stripeCustomerDecider } from '../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type LinkStripeCustomer = (
  customerId: string,
  organizationId: string,
  context: CommandContext,
) => Promise<Handled<StripeCustomerRejection>>;

/** Makes a Stripe customer an organization's own, for good. */
export const linkStripeCustomer =
  (handleCommand: HandleCommand, clock: Clock): LinkStripeCustomer =>
  (customerId, organizationId, context) =>
    handleCommand(
      stripeCustomerStream(customerId),
      stripeCustomerDecider,
      { type: 'LinkStripeCustomer', data: { customerId, organizationId }, now: clock.now() },
      context,
      { likelyNew: true },
    );
