import type { MailContent } from '../../domain/notifications/mail/mailContent.js';

/** One mail to one address. */
export type OutgoingMail = Readonly<{
  /** The same for a repetition: whoever gets it twice can tell. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  /** The same as HTML; without it the mail is text only. */
  html?: string;
}>;

export type MailOutcome = Readonly<{ outcome: 'accepted' | 'refused'; answer: string }>;

/** Hands mails to a mail server. */
export interface Mailer {
  /** @throws when the server cannot be had, or says that it may take the mail later */
  send(mail: OutgoingMail): Promise<MailOutcome>;
  close(): void;
}

/** Makes HTML of a mail whose links are addresses. */
export type MailAsHtml = (content: MailContent<string>, organizationName: string | null) => string;
