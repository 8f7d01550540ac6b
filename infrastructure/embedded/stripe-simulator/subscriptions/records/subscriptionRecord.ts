import type { Stored } from '../../store/storedObjects.js';
import type { BilledItemRecord } from './billedItemRecord.js';

type Subscription = Stored<'subscription'>;

/** What a change makes of a subscription once it is in force. */
export type ChangeOutcome = Readonly<{
  items: readonly Stored<'subscription_item'>[];
  billed: readonly BilledItemRecord[];
  fields: Partial<Subscription>;
}>;

/** What the simulator keeps of a subscription beside what the API shows. */
export type SubscriptionRecord = Readonly<{
  /** The subscription's id. */
  id: string;
  /** A change that waits for its invoice to be paid (docs.stripe.com/billing/subscriptions/pending-updates). */
  heldChange: (ChangeOutcome & Readonly<{ invoice: string }>) | null;
  /** The invoice whose payment ends a pause. */
  resumption: string | null;
  /** The trial end that was told three days before. */
  trialEndTold: number | null;
  /** Nothing was told of it yet: the next change is told as its creation. */
  untold: boolean;
}>;
