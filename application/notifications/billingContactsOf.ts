import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { billingAccountStream, stripeCustomerStream } from '../../domain/billing/streams.js';
import { customerDetailsIn } from '../../domain/billing/stripeCustomer/customerDetails.js';
import { stripeCustomerDecider } from '../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import type { CurrentState } from '../handleCommand.js';
import type { StripeObjects } from '../ports/stripeObjects.js';
import type { OrganizationNow } from '../team/organizationNow.js';
import type { PersonOf } from './personOf.js';

/** Whom mails about billing go to, and whose data that is. */
export type BillingContact = Readonly<{ email: string; subjectKey: string }>;
export type BillingContactsOf = (organizationId: string, customerId?: string) => Promise<readonly BillingContact[]>;

/**
 * Who is told about an organization's billing: the e-mail of its Stripe customer, as recorded, else as Stripe has it. A
 * customer without one was made for somebody who signed up: then its owners are.
 */
export const billingContactsOf =
  (
    currentState: CurrentState,
    stripe: StripeObjects,
    organizationNow: OrganizationNow,
    personOf: PersonOf,
  ): BillingContactsOf =>
  async (organizationId, customerId) => {
    const id =
      customerId ?? (await currentState(billingAccountStream(organizationId), billingAccountDecider)).customerId;
    if (!id) return [];
    const { details } = await currentState(stripeCustomerStream(id), stripeCustomerDecider);
    const email =
      customerDetailsIn(details).email ?? (details === '' ? (await stripe.customer(id))?.details.email : null);
    if (email) return [{ email, subjectKey: `stripeCustomer:${id}` }];
    const { members } = await organizationNow(organizationId);
    const owners = Object.entries(members).filter(([, { role, suspended }]) => role === 'owner' && !suspended);
    const people = await Promise.all(
      owners.map(async ([userId]) => ({ person: await personOf(userId), subjectKey: userId })),
    );
    return people.flatMap(({ person, subjectKey }) =>
      person && !person.erased ? [{ email: person.email, subjectKey }] : [],
    );
  };
