import type { Command } from '../../command.js';
import type { MailRequested } from './mail.events.js';

export type RequestMail = Command<'RequestMail', MailRequested['data']>;
export type RecordMailSent = Command<
  'RecordMailSent',
  { mailId: string; organizationId: string | null; answer: string }
>;
export type RecordMailRefused = Command<
  'RecordMailRefused',
  { mailId: string; organizationId: string | null; answer: string }
>;
export type MailCommand = RequestMail | RecordMailSent | RecordMailRefused;
