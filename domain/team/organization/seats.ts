import type { Invitation, Organization } from './organizationState.js';

/** How many people the plan has room for; null where it sets no limit. */
export type SeatLimit = Readonly<{ limit: number | null }>;

/** Whether an invitation can still be accepted, as far as it goes by itself. `now` in milliseconds since 1970. */
export const isOpen = ({ status, expiresAt }: Invitation, now: number): boolean =>
  status === 'open' && Date.parse(expiresAt) > now;

/** Members who take a seat: a suspended one gives it back until reactivated. */
export const seatedMembers = ({ members }: Organization): number =>
  Object.values(members).filter(({ suspended }) => !suspended).length;

/** Seats in use: members who are not suspended, and one for each invitation that can still be accepted. */
export const seatsUsed = (organization: Organization, now: number): number =>
  seatedMembers(organization) + Object.values(organization.invitations).filter((each) => isOpen(each, now)).length;

/** Whether one more person or invitation fits. */
export const hasFreeSeat = (organization: Organization, { limit }: SeatLimit, now: number): boolean =>
  limit === null || seatsUsed(organization, now) < limit;
