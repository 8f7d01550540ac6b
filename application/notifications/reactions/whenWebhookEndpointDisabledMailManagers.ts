import { writeMail } from '../../../domain/notifications/mail/mailTemplates.js';
import { holds } from '../../../domain/team/organization/rights.js';
import type { WebhookEndpointDisabled } from '../../../domain/team/webhookEndpoint/webhookEndpoint.events.js';
import type { Clock } from '../../ports/clock.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { OrganizationNow } from '../../team/organizationNow.js';
import { isNews } from '../isNews.js';
import type { PersonOf } from '../personOf.js';
import type { RequestMail } from '../requestMail.js';

const NAME = 'notifications.mailWebhookManagers';

/** Tells everybody who may manage an organization's webhooks that the system has disabled one. */
export const whenWebhookEndpointDisabledMailManagers = (
  organizationNow: OrganizationNow,
  personOf: PersonOf,
  requestMail: RequestMail,
  clock: Clock,
): Reaction<WebhookEndpointDisabled> => ({
  name: NAME,
  eventType: 'WebhookEndpointDisabled',
  lane: ({ data }) => data.organizationId,

  async react(event) {
    const { organizationId, endpointId, url, because } = event.data;
    if (because === 'asked' || !isNews(clock.now(), event.metadata.occurredAt)) return;
    const organization = await organizationNow(organizationId);
    const { name } = organization;
    // What follows the path may be a secret of the receiver's.
    const mail = writeMail('team.webhookDisabled', {
      ...{ organization: name, endpointId, because },
      url: url.replace(/\?.*$/s, ''),
    });
    for (const userId of Object.keys(organization.members)) {
      if (!holds(organization, userId, 'webhooks:manage')) continue;
      const person = await personOf(userId);
      if (!person || person.erased) continue;
      const recipient = { to: person.email, subjectKey: userId, organizationId, organizationName: name };
      await requestMail(NAME, event, recipient, mail);
    }
  },
});
