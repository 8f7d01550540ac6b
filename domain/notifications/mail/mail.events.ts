// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

/** A mail is to be sent; whom to, and what it says, are personal and stored encrypted. */
export type MailRequested = Event<
  'MailRequested',
  {
    mailId: string;
    /** Null where it belongs to a person and to no organization. */
    organizationId: string | null;
    /** Whose data it holds: the subject under whose key it is encrypted. */
    subjectKey: string;
    /** Which mail of the catalogue, such as `billing.paymentFailed`. */
    template: string;
    to: string;
    subject: string;
    /** All of it as text, but for addresses that hold a secret. */
    text: string;
    /** What its HTML and text are made of, as JSON; absent from mails that are text only. */
    content?: string;
  }
>;
/** The mail server has taken it. */
export type MailSent = Event<
  'MailSent',
  { mailId: string; organizationId: string | null; sentAt: string; answer: string }
>;
/** The mail server refused it for good: it is not tried again. */
export type MailRefused = Event<
  'MailRefused',
  { mailId: string; organizationId: string | null; refusedAt: string; answer: string }
>;
export type MailEvent = MailRequested | MailSent | MailRefused;
