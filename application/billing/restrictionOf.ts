import { dunningDecider } from '../../domain/billing/dunning/dunning.decider.js';
import type { Arrears } from '../../domain/billing/dunning/dunning.events.js';
import { dunningStream } from '../../domain/billing/streams.js';
import type { CurrentState } from '../handleCommand.js';

/** What has to be paid for access to come back. */
export type Restriction = Arrears;
export type RestrictionOf = (organizationId: string) => Promise<Restriction | undefined>;

/** Whether an organization may only read until it pays; asks the log, so that a payment counts at once. */
export const restrictionOf =
  (currentState: CurrentState): RestrictionOf =>
  async (organizationId) => {
    const { restricted, owed } = await currentState(dunningStream(organizationId), dunningDecider);
    return restricted ? Object.values(owed)[0]?.arrears : undefined;
  };
