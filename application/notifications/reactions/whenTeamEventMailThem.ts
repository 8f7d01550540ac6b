import {
  type TeamFacts,
  type TeamMail,
  type TeamMailedEvent,
  teamMails,
} from '../../../domain/notifications/mail/teamMails.js';
import { invitationSubject } from '../../../domain/team/organization/invitation.events.js';
import { ERASED } from '../../events/eventCodec.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { Clock } from '../../ports/clock.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { Invited, InvitedAddressOf } from '../../team/invitedAddressOf.js';
import type { OrganizationFacts, OrganizationFactsOf } from '../../team/organizationFactsOf.js';
import { isNews } from '../isNews.js';
import type { Person, PersonOf } from '../personOf.js';
import type { RequestMail } from '../requestMail.js';

const NAME = 'notifications.mailTeam';

type Address = Readonly<{ to: string; subjectKey: string }>;

type Lookups = Readonly<{
  personOf: PersonOf;
  organizationFactsOf: OrganizationFactsOf;
  invitedAddressOf: InvitedAddressOf;
}>;

/** Mails about who belongs to an organization, and as what: to the invited, to members, to who invited them. */
export const whenTeamEventMailThem = (
  { personOf, organizationFactsOf, invitedAddressOf }: Lookups,
  requestMail: RequestMail,
  clock: Clock,
): Reaction<TeamMailedEvent> => ({
  name: NAME,
  eventType: Object.keys(teamMails) as TeamMailedEvent['type'][],
  lane: ({ data }) => data.organizationId,

  async react(event) {
    const { type, data, metadata } = event;
    if (!isNews(clock.now(), metadata.occurredAt)) return;
    const { organizationId } = data;
    const known = await organizationFactsOf(organizationId);
    if (known.name === null) return;
    const invitationId = 'invitationId' in data ? data.invitationId : undefined;
    const invitation = invitationId === undefined ? undefined : known.invitations.get(invitationId);
    const invited = invitation && (await invitedAddressOf(organizationId, known, String(invitationId)));
    const people = await peopleIn(event, known, personOf);
    const write = teamMails[type] as (data: TeamMailedEvent['data'], facts: TeamFacts) => readonly TeamMail[];
    const facts: TeamFacts = {
      organization: known.name,
      roleName: (role) => known.roleNames.get(role) ?? role,
      personName: (userId) => people.get(userId)?.name ?? known.memberNames.get(userId) ?? 'Somebody',
      invitation: invitation && { message: invited?.message ?? null, role: invitation.role, by: invitation.by },
      ofTransfer: known.transfers.has(metadata.commandId),
    };
    for (const { to, mail } of write(data, facts)) {
      const address = addressOf(to, invited, people);
      if (!address) continue;
      await requestMail(NAME, event, { ...address, organizationId, organizationName: known.name }, mail);
    }
  },
});

/** Everybody an event names, as far as they are users. */
async function peopleIn(
  { data }: Recorded<TeamMailedEvent>,
  { invitations }: OrganizationFacts,
  personOf: PersonOf,
): Promise<ReadonlyMap<string, Person>> {
  const named: Readonly<{ userId?: string; by?: string; from?: string; to?: string; invitationId?: string }> = data;
  const { userId, by, from, to, invitationId = '' } = named;
  const found = new Map<string, Person>();
  for (const id of new Set([userId, by, from, to, invitations.get(invitationId)?.by])) {
    const person = id === undefined ? undefined : await personOf(id);
    if (id !== undefined && person) found.set(id, person);
  }
  return found;
}

function addressOf(
  to: TeamMail['to'],
  invited: Invited | undefined,
  people: ReadonlyMap<string, Person>,
): Address | undefined {
  if ('userId' in to) {
    const person = people.get(to.userId);
    return person && !person.erased ? { to: person.email, subjectKey: to.userId } : undefined;
  }
  return invited === undefined || invited.email === ERASED
    ? undefined
    : { to: invited.email, subjectKey: invitationSubject(to.invitationId) };
}
