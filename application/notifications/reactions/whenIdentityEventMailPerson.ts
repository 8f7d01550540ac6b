import {
  type Affected,
  identityMails,
  type PersonMailedEvent,
} from '../../../domain/notifications/mail/identityMails.js';
import type { WrittenMail } from '../../../domain/notifications/mail/mailTemplates.js';
import type { Recorded } from '../../events/recordedEvent.js';
import type { Clock } from '../../ports/clock.js';
import type { Reaction } from '../../reactions/reaction.js';
import { isNews } from '../isNews.js';
import type { PersonOf } from '../personOf.js';
import type { RequestMail } from '../requestMail.js';

const NAME = 'notifications.mailPerson';

/**
 * What may be mailed only once in a while: a stranger can bring about lock-outs at will, and one notice an hour says all
 * that a hundred would.
 */
const onceIn = ({ type, data, metadata }: Recorded<PersonMailedEvent>): string | undefined =>
  type === 'SignInLockedOut'
    ? `${type}|${data.userId}|${metadata.occurredAt.slice(0, 'yyyy-mm-ddThh'.length)}`
    : undefined;

/** Mails a person about its own account, once for each event that is worth it, whatever the person prefers. */
export const whenIdentityEventMailPerson = (
  personOf: PersonOf,
  requestMail: RequestMail,
  clock: Clock,
): Reaction<PersonMailedEvent> => ({
  name: NAME,
  eventType: Object.keys(identityMails) as PersonMailedEvent['type'][],
  lane: ({ data }) => data.userId,

  async react(event) {
    const { type, data, metadata } = event;
    if (!isNews(clock.now(), metadata.occurredAt)) return;
    const { userId } = data;
    const person = await personOf(userId);
    if (!person || person.erased) return;
    const say = identityMails[type] as (data: PersonMailedEvent['data'], of: Affected) => WrittenMail | undefined;
    const mail = say(data, { name: person.name, at: metadata.occurredAt });
    if (!mail) return;
    const recipient = { to: person.email, subjectKey: userId, organizationId: null, organizationName: null };
    await requestMail(NAME, event, recipient, mail, onceIn(event));
  },
});
