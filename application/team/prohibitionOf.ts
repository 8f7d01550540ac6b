import { type Attempt, type Prohibition, refusedByRule } from '../../domain/team/access/refusedByRule.js';
import type { DecidingEvents } from '../identity/decidingEvents.js';
import type { Callers } from '../ports/callers.js';
import type { OrganizationFactsOf } from './organizationFactsOf.js';

/** What was asked of an organization. */
export type AskedOfOrganization = Attempt & Readonly<{ organizationId: string; invitationId?: string | undefined }>;

/** Why an organization forbade what somebody asked; undefined for rejections that are no prohibitions. */
export type ProhibitionOf = (rejection: string, asked: AskedOfOrganization) => Promise<Prohibition | undefined>;

/** Looks up the events that decided, in the log as it is now. */
export const prohibitionOf =
  (
    callers: Pick<Callers, 'accessOf'>,
    organizationFactsOf: OrganizationFactsOf,
    decidingEvents: Pick<DecidingEvents, 'registered'>,
  ): ProhibitionOf =>
  async (rejection, asked) => {
    const { organizationId, by, invitationId = '' } = asked;
    switch (rejection) {
      case 'NOT_PERMITTED':
      case 'ROLE_EXCEEDS_OWN':
      case 'MEMBER_EXCEEDS_OWN':
      case 'OWN_ROLE':
      case 'OWN_MEMBERSHIP':
      case 'API_KEY_EXCEEDS_OWN':
        return refusedByRule(await callers.accessOf(organizationId), rejection, asked);
      case 'EMAIL_MISMATCH': {
        const { invitations } = await organizationFactsOf(organizationId);
        return { rule: 'onlyTheInvitedAccept', decidedBy: invitations.get(invitationId)?.invited ?? null };
      }
      case 'EMAIL_UNVERIFIED':
        return { rule: 'onlyVerifiedAddressesCount', decidedBy: await decidingEvents.registered(by) };
      default:
        return undefined;
    }
  };
