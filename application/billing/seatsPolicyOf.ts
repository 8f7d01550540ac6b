import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import type { SeatsPolicy } from '../../domain/billing/billingAccount/billingAccount.events.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { CurrentState } from '../handleCommand.js';

export type SeatsPolicyOf = (organizationId: string) => Promise<SeatsPolicy>;

/** How an organization buys its seats, as the log has it now. */
export const seatsPolicyOf =
  (currentState: CurrentState): SeatsPolicyOf =>
  async (organizationId) =>
    (await currentState(billingAccountStream(organizationId), billingAccountDecider)).seatsPolicy;
