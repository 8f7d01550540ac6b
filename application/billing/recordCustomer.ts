import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { billingAccountStream, stripeCustomerStream } from '../../domain/billing/streams.js';
import { stripeCustomerDecider } from '../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { CustomerFact } from '../ports/stripeFacts.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

export type RecordCustomer = (
  fact: Pick<CustomerFact, 'customer' | 'details' | 'fetched'>,
  organizationId: string,
  context: CommandContext,
) => Promise<Handled<string>>;

/** Records who a customer is now, which payment method is its default, and each movement of its balance that Stripe lists. */
export const recordCustomer =
  (stripe: StripeObjects, handleCommand: HandleCommand, clock: Clock): RecordCustomer =>
  async ({ customer, details, fetched }, organizationId, context) => {
    const now = clock.now();
    const stream = stripeCustomerStream(customer.customerId);
    const described = await handleCommand(
      stream,
      stripeCustomerDecider,
      { type: 'DescribeStripeCustomer', data: { organizationId, customer, details }, now },
      context,
    );
    if (!described.accepted || !fetched) return described;
    const { defaultPaymentMethodId: paymentMethodId } = customer;
    const defaulted = await handleCommand(
      billingAccountStream(organizationId),
      billingAccountDecider,
      { type: 'SyncDefaultPaymentMethod', data: { organizationId, paymentMethodId }, now },
      { ...context, commandId: derivedId(context.commandId, 'default payment method') },
    );
    if (!defaulted.accepted) return defaulted;
    const transactions = await stripe.balanceTransactions(customer.customerId);
    const data = { organizationId, customerId: customer.customerId, transactions };
    return handleCommand(
      stream,
      stripeCustomerDecider,
      { type: 'RecordBalanceTransactions', data, now },
      { ...context, commandId: derivedId(context.commandId, 'balance') },
    );
  };
