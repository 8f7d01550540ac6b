import { addressOfLink } from '../../application/notifications/addressOfLink.js';
import { mailAsText } from '../../domain/notifications/mail/mailAsText.js';
import { withAddresses } from '../../domain/notifications/mail/mailContent.js';
import { exampleMails } from '../../domain/notifications/mail/mailTemplates.js';
import type { TemplateExample } from '../embedded/inbox/templatesPage.js';
import { mailAsHtml } from '../mail/mailAsHtml.js';

const ORGANIZATION = 'Northwind Traders';

/** Every mail of the catalogue as it is sent, with example data. */
export const mailExamples = (dashboardUrl: string): readonly TemplateExample[] =>
  exampleMails().map(({ template, content }) => {
    const ready = withAddresses(content, (link) =>
      addressOfLink(dashboardUrl, link, 'AZOF8AAAcACAAAAAAAAAAgGThfAAAHAAgAAAAAAAAAMAAAAB'),
    );
    // Mails about a person's own account are no organization's.
    const organization = template.startsWith('identity.') ? null : ORGANIZATION;
    return {
      template,
      subject: content.subject,
      html: mailAsHtml(ready, organization),
      text: mailAsText(ready, organization),
    };
  });
