import type { Dunning } from '../../domain/billing/dunning/dunning.decider.js';
import type { Arrears } from '../../domain/billing/dunning/dunning.events.js';
import { dunningStream } from '../../domain/billing/streams.js';
import type { FollowedState } from '../followedStates.js';

/** What has to be paid for access to come back. */
export type Restriction = Arrears;
export type RestrictionOf = (organizationId: string) => Promise<Restriction | undefined>;

/** Whether an organization may only read until it pays; a payment counts as soon as this process has heard of it. */
export const restrictionOf =
  (dunnings: FollowedState<Dunning>): RestrictionOf =>
  async (organizationId) => {
    const { restricted, owed } = await dunnings.current(dunningStream(organizationId));
    return restricted ? Object.values(owed)[0]?.arrears : undefined;
  };
