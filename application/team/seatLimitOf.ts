import type { SeatLimit } from '../../domain/team/organization/seats.js';
import type { SeatsPolicyOf } from '../billing/seatsPolicyOf.js';
import type { Entitlements } from '../ports/entitlements.js';

export type SeatLimitOf = (organizationId: string) => Promise<SeatLimit>;

/** Seats of an organization without a plan in force: enough to try the product together. */
const WITHOUT_PLAN = 3;

/**
 * How many people the plan has room for: the seats paid for, or the most the plan can have where seats follow the team. Reads the log, so a plan
 * bought a moment ago counts.
 */
export const seatLimitOf =
  (entitlements: Pick<Entitlements, 'of'>, seatsPolicyOf: SeatsPolicyOf): SeatLimitOf =>
  async (organizationId) => {
    const { access, seats } = await entitlements.of(organizationId);
    if (access === 'none' || !seats) return { limit: WITHOUT_PLAN };
    return { limit: (await seatsPolicyOf(organizationId)) === 'followsTeam' ? seats.max : seats.purchased };
  };
