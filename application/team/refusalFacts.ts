import { canonicalEmail } from '../../domain/emailAddress.js';
import { waitForInvitation } from '../../domain/team/organization/invitationTime.js';
import type { Organization } from '../../domain/team/organization/organizationState.js';
import { isOpen, seatsUsed } from '../../domain/team/organization/seats.js';
import type { Clock } from '../ports/clock.js';
import type { OrganizationNow } from './organizationNow.js';
import type { SeatLimitOf } from './seatLimitOf.js';

/** What helps a person whose request was refused to do something about it. */
export type RefusalFacts = Readonly<{
  seats: Readonly<{ used: number; limit: number | null }>;
  /** Members who could be made owners: who have a seat and are none. */
  possibleOwners: readonly Readonly<{ userId: string; name: string }>[];
  /** Seconds until another invitation may be sent; 0 when one may now. */
  waitSeconds: number;
  /** The open invitation of the address asked about. */
  openInvitationId: string | null;
}>;

export type RefusalFactsOf = (organizationId: string, email?: string) => Promise<RefusalFacts>;

/** The facts behind refusals, as they are now. */
export const refusalFacts =
  (organizationNow: OrganizationNow, seatLimitOf: SeatLimitOf, clock: Clock): RefusalFactsOf =>
  async (organizationId, email) => {
    const [organization, { limit }] = await Promise.all([organizationNow(organizationId), seatLimitOf(organizationId)]);
    const now = clock.now().getTime();
    return {
      seats: { used: seatsUsed(organization, now), limit },
      possibleOwners: Object.entries(organization.members)
        .filter(([, { role, suspended }]) => role !== 'owner' && !suspended)
        .map(([userId, { name }]) => ({ userId, name })),
      waitSeconds: Math.ceil(waitForInvitation(organization.invitationsSentAt, now) / 1_000),
      openInvitationId: email === undefined ? null : openInvitationOf(organization, email, now),
    };
  };

function openInvitationOf({ invitations }: Organization, email: string, now: number): string | null {
  const address = canonicalEmail(email);
  const found = Object.entries(invitations).find(([, each]) => each.email === address && isOpen(each, now));
  return found?.[0] ?? null;
}
