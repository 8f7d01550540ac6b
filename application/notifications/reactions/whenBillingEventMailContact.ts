import { billingMails, type MailedEvent } from '../../../domain/notifications/mail/billingMails.js';
import type { WrittenMail } from '../../../domain/notifications/mail/mailTemplates.js';
import type { Clock } from '../../ports/clock.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { OrganizationFactsOf } from '../../team/organizationFactsOf.js';
import type { BillingContactsOf } from '../billingContactsOf.js';
import { isNews } from '../isNews.js';
import type { RequestMail } from '../requestMail.js';

const NAME = 'notifications.mailBillingContact';

/** Has a mail sent to each whom an organization is billed through, for each event that is worth one. */
export const whenBillingEventMailContact = (
  contactsOf: BillingContactsOf,
  organizationFactsOf: OrganizationFactsOf,
  requestMail: RequestMail,
  clock: Clock,
): Reaction<MailedEvent> => ({
  name: NAME,
  eventType: Object.keys(billingMails) as MailedEvent['type'][],
  lane: ({ data }) => data.organizationId,

  async react(event) {
    const { type, data, metadata } = event;
    if (!isNews(clock.now(), metadata.occurredAt)) return;
    const say = billingMails[type] as (data: MailedEvent['data']) => WrittenMail | undefined;
    const mail = say(data);
    if (!mail) return;
    const { organizationId } = data;
    const contacts = await contactsOf(organizationId, customerIn(event));
    if (contacts.length === 0) return;
    const { name: organizationName } = await organizationFactsOf(organizationId);
    for (const { email: to, subjectKey } of contacts) {
      await requestMail(NAME, event, { to, subjectKey, organizationId, organizationName }, mail);
    }
  },
});

/** The customer an event is about, where it names one. */
function customerIn({ data }: MailedEvent): string | undefined {
  if ('arrears' in data) return data.arrears.customerId;
  if ('invoice' in data) return data.invoice.customerId;
  return 'subscription' in data ? data.subscription.customerId : undefined;
}
