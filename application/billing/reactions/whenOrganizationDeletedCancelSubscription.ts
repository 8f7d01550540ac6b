import type { OrganizationDeleted } from '../../../domain/team/organization/organization.events.js';
import { derivedId } from '../../derivedIds.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';
import type { RequestBilling } from '../requestBilling.js';

const NAME = 'billing.cancelOfDeleted';

/** An organization that is no more pays no more: its subscription is cancelled at once, not at the end of the period. */
export const whenOrganizationDeletedCancelSubscription = (
  requestBilling: RequestBilling,
): Reaction<OrganizationDeleted> => ({
  name: NAME,
  eventType: 'OrganizationDeleted',
  lane: ({ data }) => data.organizationId,

  async react({ id, data: { organizationId }, metadata }) {
    const context = {
      ...{ commandId: derivedId(NAME, id), correlationId: metadata.$correlationId, causationId: id, organizationId },
      actor: { kind: 'system', id: NAME } as const,
    };
    const wish = { type: 'CancelSubscription', data: { timing: 'now' } } as const;
    const handled = await requestBilling(wish, { organizationId, context });
    if (handled.accepted || handled.rejection === 'SUBSCRIPTION_NOT_FOUND') return;
    throw new NotYetPossible(`the subscription of ${organizationId} was not cancelled: ${handled.rejection}`);
  },
});
