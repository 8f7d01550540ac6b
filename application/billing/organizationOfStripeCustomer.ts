import { LRUCache } from 'lru-cache';
import { stripeCustomerStream } from '../../domain/billing/streams.js';
import { stripeCustomerDecider } from '../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CurrentState } from '../handleCommand.js';
import { NotYetPossible } from '../reactions/reaction.js';
import type { LinkStripeCustomer } from './linkStripeCustomer.js';

export type OrganizationOfStripeCustomer = (
  customerId: string,
  hint: string | null,
  context: CommandContext,
) => Promise<string>;

/**
 * The organization a Stripe customer belongs to. The link we recorded decides; the organization named in the object's
 * metadata counts only while there is none, and makes one. A link is for good, so it is asked for once.
 * @throws NotYetPossible when neither is known
 */
export function organizationOfStripeCustomer(
  currentState: CurrentState,
  link: LinkStripeCustomer,
): OrganizationOfStripeCustomer {
  const links = new LRUCache<string, string>({ max: 50_000 });

  async function ask(customerId: string, hint: string | null, context: CommandContext): Promise<string> {
    if (hint !== null) {
      // An id of its own: what is then recorded of the customer goes into the same stream under the command's.
      const commandId = derivedId('link-customer', context.commandId);
      const linked = await link(customerId, hint, { ...context, commandId, organizationId: hint });
      if (linked.accepted) return hint;
    }
    const known = await currentState(stripeCustomerStream(customerId), stripeCustomerDecider);
    if (known.status === 'linked') return known.organizationId;
    throw new NotYetPossible(`Stripe customer ${customerId} is not linked to an organization yet`);
  }

  return async (customerId, hint, context) => {
    const organizationId = links.get(customerId) ?? (await ask(customerId, hint, context));
    links.set(customerId, organizationId);
    return organizationId;
  };
}
