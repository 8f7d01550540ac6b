import { renderToStaticMarkup } from 'react-dom/server';
import type { MailContent } from '../../domain/notifications/mail/mailContent.js';
import { MailPage } from './templates/MailPage.js';

/** A mail as one HTML document without scripts, images or anything else to load. React escapes every text in it. */
export const mailAsHtml = (content: MailContent<string>, organizationName: string | null): string =>
  `<!doctype html>${renderToStaticMarkup(<MailPage content={content} organizationName={organizationName} />)}`;
