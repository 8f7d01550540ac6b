import {
  concerns,
  type TeamFacts,
  type TeamMail,
  type TeamMailedEvent,
  teamMails,
} from '../../../domain/notifications/mail/teamMails.js';
import { invitationSubject } from '../../../domain/team/organization/invitation.events.js';
import { activeMember, holds } from '../../../domain/team/organization/rights.js';
import { permissionDescriptions } from '../../../domain/team/permissionDescriptions.js';
import { derivedId } from '../../derivedIds.js';
import { ERASED } from '../../events/eventCodec.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { Clock } from '../../ports/clock.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { Invited, InvitedAddressOf } from '../../team/invitedAddressOf.js';
import type { OrganizationFacts, OrganizationFactsOf } from '../../team/organizationFactsOf.js';
import type { OrganizationNow } from '../../team/organizationNow.js';
import { isNews } from '../isNews.js';
import type { Person, PersonOf } from '../personOf.js';
import type { RequestMail } from '../requestMail.js';

const NAME = 'notifications.mailTeam';

type Address = Readonly<{ to: string; subjectKey: string }>;

type Lookups = Readonly<{
  personOf: PersonOf;
  organizationFactsOf: OrganizationFactsOf;
  invitedAddressOf: InvitedAddressOf;
  organizationNow: OrganizationNow;
}>;

/** Mails about who belongs to an organization, and as what: to the invited, to members, to who invited them. */
export const whenTeamEventMailThem = (
  { personOf, organizationFactsOf, invitedAddressOf, organizationNow }: Lookups,
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
    const invitationId = 'invitationId' in data ? (data.invitationId ?? undefined) : undefined;
    const invitation = invitationId === undefined ? undefined : known.invitations.get(invitationId);
    const invited = invitation && (await invitedAddressOf(organizationId, known, String(invitationId)));
    const organization = await organizationNow(organizationId);
    const holding = concerns[type];
    const concerned = holding ? Object.keys(organization.members).filter((id) => holds(organization, id, holding)) : [];
    const key = 'apiKeyId' in data ? known.apiKeys.get(data.apiKeyId) : undefined;
    const madeBy = key && activeMember(organization, key.madeBy) ? key.madeBy : undefined;
    const people = await peopleIn(event, known, [...concerned, madeBy], personOf);
    const write = teamMails[type] as (data: TeamMailedEvent['data'], facts: TeamFacts) => readonly TeamMail[];
    const facts: TeamFacts = {
      organization: known.name,
      roleName: (role) => known.roleNames.get(role) ?? role,
      personName: (userId) => people.get(userId)?.name ?? known.memberNames.get(userId) ?? 'Somebody',
      invitation: invitation && { message: invited?.message ?? null, role: invitation.role, by: invitation.by },
      concerned,
      apiKey: key && { name: key.name, madeBy },
      allows: (permission) => permissionDescriptions[permission],
      at: metadata.occurredAt,
      ofTransfer: known.transfers.has(metadata.commandId),
    };
    for (const { to, mail } of write(data, facts)) {
      const address = addressOf(to, invited, people);
      if (!address) continue;
      const recipient = { ...address, organizationId, organizationName: known.name };
      await requestMail(NAME, event, recipient, mail, onceOf(event));
    }
  },
});

/** Who is declined can ask again at once; those who answer are told of them once a day. */
const onceOf = ({ id, type, data, metadata }: Recorded<TeamMailedEvent>): string =>
  type === 'JoinRequested' ? derivedId(data.organizationId, data.userId, metadata.occurredAt.slice(0, 10)) : id;

/** Everybody an event names or asks, as far as they are users. */
async function peopleIn(
  { data }: Recorded<TeamMailedEvent>,
  { invitations }: OrganizationFacts,
  others: readonly (string | undefined)[],
  personOf: PersonOf,
): Promise<ReadonlyMap<string, Person>> {
  const named: Readonly<Partial<Record<'userId' | 'by' | 'from' | 'to' | 'grantedBy', string>>> & {
    readonly invitationId?: string | null;
  } = data;
  const { userId, by, from, to, grantedBy, invitationId } = named;
  const found = new Map<string, Person>();
  for (const id of new Set([userId, by, from, to, grantedBy, invitations.get(invitationId ?? '')?.by, ...others])) {
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
