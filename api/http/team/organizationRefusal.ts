import type { AskedOfOrganization, ProhibitionOf } from '../../../application/team/prohibitionOf.js';
import type { RefusalFacts, RefusalFactsOf } from '../../../application/team/refusalFacts.js';
import type { OrganizationRejection } from '../../../domain/team/organization/organization.commands.js';
import { decidedBy } from '../decidedBy.js';
import { type Refusal, type RefusalOptions, refused } from '../problem.js';
import type { TeamRejection } from './organization.rejections.js';

type Asked = AskedOfOrganization &
  Readonly<{
    email?: string;
    /** Who asks is no member: how the organization stands is not for them. */
    outsider?: boolean;
  }>;
type Handled = OrganizationRejection | TeamRejection | 'REVISION_MISMATCH' | 'STREAM_BUSY';
export type TeamRefusalCode = TeamRejection | 'REVISION_MISMATCH' | 'STREAM_BUSY' | 'permission_missing' | 'not_found';

/** How an organization's rejection shows to who asked. */
function codeOf(rejection: Handled): TeamRefusalCode {
  switch (rejection) {
    case 'NOT_PERMITTED':
      return 'permission_missing';
    case 'ORGANIZATION_UNKNOWN':
    case 'ORGANIZATION_EXISTS':
    case 'MEMBER_UNKNOWN':
    case 'INVITATION_UNKNOWN':
    case 'CUSTOM_ROLE_UNKNOWN':
    case 'DOMAIN_UNKNOWN':
    case 'JOIN_REQUEST_UNKNOWN':
    case 'API_KEY_UNKNOWN':
      return 'not_found';
    default:
      return rejection;
  }
}

/** Whom to name of those who could be made owners. */
const MOST_NAMED = 5;
/** Where more seats come from. */
const MORE_SEATS = '/api/v1/billing/subscription';

function helpWith(code: TeamRefusalCode, facts: RefusalFacts): RefusalOptions {
  switch (code) {
    case 'SEATS_EXHAUSTED': {
      const { used, limit } = facts.seats;
      return {
        detail: `${used} of ${limit} seats are in use by members and open invitations. Buy more seats or a larger plan under billing (${MORE_SEATS}), revoke an invitation, or suspend or remove a member.`,
        members: { used, limit, moreSeats: MORE_SEATS },
      };
    }
    case 'LAST_OWNER': {
      const names = facts.possibleOwners.slice(0, MOST_NAMED).map(({ name }) => name);
      if (names.length === 0)
        return { detail: 'This is the only owner, and there is no other active member yet who could be made one.' };
      const more = facts.possibleOwners.length > MOST_NAMED ? ' or another member' : '';
      return {
        detail: `This is the only owner. First make someone else an owner, such as ${names.join(', ')}${more}.`,
      };
    }
    case 'INVITATIONS_TOO_MANY':
      return { headers: { 'Retry-After': String(Math.max(1, facts.waitSeconds)) } };
    case 'ALREADY_INVITED':
      return { members: { invitationId: facts.openInvitationId } };
    default:
      return {};
  }
}

const fullForOutsiders: RefusalOptions = {
  detail: 'The organization has no free seat for you just now. Ask whoever invited you, or one of its owners.',
};

export type TeamRefusal = <const R extends TeamRefusalCode>(
  /** What the route may refuse with. */
  codes: readonly R[],
  rejection: Handled,
  asked: Asked,
) => Promise<Refusal<R>>;

/**
 * Answers a rejection with what helps to get on: how many seats there are, who could be made an owner, how long to wait;
 * of what is forbidden, the rule and the event that decided it.
 */
export const teamRefusal =
  (factsOf: RefusalFactsOf, prohibitionOf: ProhibitionOf): TeamRefusal =>
  async (codes, rejection, asked) => {
    const code = codeOf(rejection);
    const declared = codes.find((each) => each === code);
    if (!declared) throw new Error(`a rejection that the route does not declare: ${rejection}`);
    const prohibition = await prohibitionOf(rejection, asked);
    if (prohibition) return refused(declared, { members: decidedBy(prohibition) });
    if (asked.outsider) return refused(declared, declared === 'SEATS_EXHAUSTED' ? fullForOutsiders : {});
    return refused(declared, helpWith(code, await factsOf(asked.organizationId, asked.email)));
  };
