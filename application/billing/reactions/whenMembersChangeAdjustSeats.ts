import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type {
  SeatsPolicyChanged,
  SubscriptionChanged,
  SubscriptionChangeUnscheduled,
  SubscriptionStarted,
} from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { seatsForTeam } from '../../../domain/billing/billingAccount/seatsForTeam.js';
import { billingAccountStream } from '../../../domain/billing/streams.js';
import type {
  MemberJoined,
  MemberReactivated,
  MemberRemoved,
  MemberSuspended,
} from '../../../domain/team/organization/member.events.js';
import { seatedMembers } from '../../../domain/team/organization/seats.js';
import { derivedId } from '../../derivedIds.js';
import type { CurrentState } from '../../handleCommand.js';
import { NotYetPossible, type Reaction } from '../../reactions/reaction.js';
import type { OrganizationNow } from '../../team/organizationNow.js';
import type { OffersForChange } from '../offersForChange.js';
import type { BillingWish, RequestBilling } from '../requestBilling.js';

const NAME = 'billing.adjustSeats';

type Changed =
  | MemberJoined
  | MemberReactivated
  | MemberRemoved
  | MemberSuspended
  | SeatsPolicyChanged
  | SubscriptionStarted
  | SubscriptionChanged
  | SubscriptionChangeUnscheduled;

/**
 * Asks for as many seats as the team takes, where the organization wants that. It looks at the team and the account as they
 * are, not at what the event says: of many members who come at once the first asks for all, and the others find it done.
 */
export const whenMembersChangeAdjustSeats = (
  currentState: CurrentState,
  organizationNow: OrganizationNow,
  offersForChange: OffersForChange,
  requestBilling: RequestBilling,
): Reaction<Changed> => ({
  name: NAME,
  eventType: [
    'MemberJoined',
    'MemberReactivated',
    'MemberRemoved',
    'MemberSuspended',
    'SeatsPolicyChanged',
    'SubscriptionStarted',
    'SubscriptionChanged',
    'SubscriptionChangeUnscheduled',
  ],
  lane: ({ data }) => data.organizationId,

  async react({ id, data: { organizationId }, metadata }) {
    const account = await currentState(billingAccountStream(organizationId), billingAccountDecider);
    if (account.seatsPolicy === 'fixed') return;
    const offers = await offersForChange(organizationId, null);
    // Not on one of our plans: there are no seats to buy.
    if (!offers) return;
    const decided = seatsForTeam(account, offers.offer, seatedMembers(await organizationNow(organizationId)));
    if (decided.step === 'nothing') return;
    if (decided.step === 'wait') throw new NotYetPossible(`seats of ${organizationId} wait for a request that is open`);
    const { seats } = decided.step === 'change' ? decided : { seats: null };
    const change = { ...offers, interval: null, seats, forTeam: true, prorationDate: null };
    const wish: BillingWish =
      decided.step === 'undo'
        ? { type: 'UndoSubscriptionChange', data: {} }
        : { type: 'ChangeSubscription', data: change };
    const context = {
      commandId: derivedId(NAME, id),
      correlationId: metadata.$correlationId,
      causationId: id,
      organizationId,
      actor: { kind: 'system', id: NAME },
    } as const;
    const handled = await requestBilling(wish, { organizationId, context });
    if (handled.accepted || handled.rejection === 'NOTHING_TO_CHANGE') return;
    throw new NotYetPossible(`seats of ${organizationId} were not asked for: ${handled.rejection}`);
  },
});
