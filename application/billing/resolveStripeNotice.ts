import { stripeNoticeStream } from '../../domain/billing/streams.js';
import type { StripeNoticeRejection } from '../../domain/billing/stripeNotice/stripeNotice.commands.js';
import { stripeNoticeDecider } from '../../domain/billing/stripeNotice/stripeNotice.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type ResolveStripeNotice = (
  objectId: string,
  note: string,
  context: CommandContext,
) => Promise<Handled<StripeNoticeRejection>>;

/** Writes down that somebody has dealt with what Stripe told of an object. */
export const resolveStripeNotice =
  (handleCommand: HandleCommand, clock: Clock): ResolveStripeNotice =>
  (objectId, note, context) =>
    handleCommand(
      stripeNoticeStream(objectId),
      stripeNoticeDecider,
      { type: 'ResolveStripeNotice', data: { objectId, note }, now: clock.now() },
      context,
    );
