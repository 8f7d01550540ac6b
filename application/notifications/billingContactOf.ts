import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { billingAccountStream, stripeCustomerStream } from '../../domain/billing/streams.js';
import { customerDetailsIn } from '../../domain/billing/stripeCustomer/customerDetails.js';
import { stripeCustomerDecider } from '../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import type { CurrentState } from '../handleCommand.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

/** Whom mails about billing go to, and whose data that is. */
export type BillingContact = Readonly<{ email: string; subjectKey: string }>;
export type BillingContactOf = (organizationId: string, customerId?: string) => Promise<BillingContact | undefined>;

/** The e-mail of the organization's Stripe customer: as recorded, else as Stripe has it; undefined where there is none. */
export const billingContactOf =
  (currentState: CurrentState, stripe: StripeObjects): BillingContactOf =>
  async (organizationId, customerId) => {
    const id =
      customerId ?? (await currentState(billingAccountStream(organizationId), billingAccountDecider)).customerId;
    if (!id) return undefined;
    const { details } = await currentState(stripeCustomerStream(id), stripeCustomerDecider);
    const email =
      customerDetailsIn(details).email ?? (details === '' ? (await stripe.customer(id))?.details.email : null);
    return email ? { email, subjectKey: `stripeCustomer:${id}` } : undefined;
  };
