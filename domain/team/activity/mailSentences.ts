import type { MailEvent } from '../../notifications/mail/mail.events.js';
import { bookkeeping, happened, type Telling } from './told.js';

type Sentences = { readonly [T in MailEvent['type']]: Telling<Extract<MailEvent, { type: T }>['data']> };

/** What is told of mails; whom they went to is personal and stays out. */
export const mailSentences: Sentences = {
  MailRequested: ({ template }) => happened`A mail was sent out: ${template}`,
  MailSent: bookkeeping('MailRequested tells of the mail, and MailRefused where it did not arrive'),
  MailRefused: ({ answer }) => happened`A mail could not be delivered: ${answer}`,
};
