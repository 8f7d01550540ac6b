import type {
  BillingAccountRejection,
  BillingCommand,
} from '../../domain/billing/billingAccount/billingAccount.commands.js';
import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

/** A billing command as it is asked: who asks and when is added here. */
export type BillingWish = {
  [T in BillingCommand['type']]: Readonly<{
    type: T;
    data: Omit<Extract<BillingCommand, { type: T }>['data'], 'organizationId' | 'requestId'>;
  }>;
}[BillingCommand['type']];

/** Who asks for something at Stripe, for which organization. */
export type BillingAsker = Readonly<{ organizationId: string; context: CommandContext }>;

export type RequestBilling = (wish: BillingWish, asker: BillingAsker) => Promise<Handled<BillingAccountRejection>>;

/** Records that something is to be done at Stripe. The request has the id of the command: asked twice, it is one request. */
export const requestBilling =
  (handleCommand: HandleCommand, clock: Clock): RequestBilling =>
  ({ type, data }, { organizationId, context }) => {
    const asked = { ...data, organizationId, requestId: context.commandId };
    const command = { type, data: asked, now: clock.now() } as BillingCommand;
    return handleCommand(billingAccountStream(organizationId), billingAccountDecider, command, context);
  };
