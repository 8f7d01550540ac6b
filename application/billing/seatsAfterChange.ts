import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { liveSubscription } from '../../domain/billing/billingAccount/billingAccountState.js';
import { planChange, type SeatsChange } from '../../domain/billing/billingAccount/subscriptionChange.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CurrentState } from '../handleCommand.js';
import type { WantedPreview } from './previewSubscriptionChange.js';

export type SeatsAfterChange = (
  organizationId: string,
  wanted: Pick<WantedPreview, 'offer' | 'current' | 'interval' | 'seats' | 'prorationDate'>,
) => Promise<SeatsChange | null>;

/** What a change would do to the seats; null where it is not possible. */
export const seatsAfterChange =
  (currentState: CurrentState): SeatsAfterChange =>
  async (organizationId, wanted) => {
    const present = liveSubscription(await currentState(billingAccountStream(organizationId), billingAccountDecider));
    const planned = present && planChange(present, wanted);
    return planned?.possible ? planned.seats : null;
  };
