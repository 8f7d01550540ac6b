import type { WatchedKind, WatchedObject } from '../../domain/billing/stripeNotice/watchedObject.js';

/** What Stripe told that somebody who runs the product has to look at. */
export type Incident = Readonly<{
  objectId: string;
  kind: WatchedKind;
  /** Null where it concerns none. */
  organizationId: string | null;
  observed: WatchedObject;
  observedAt: string;
}>;

/** Those that nobody has dealt with, oldest first and no more than a screenful or two. */
export type OpenIncidents = () => Promise<readonly Incident[]>;
