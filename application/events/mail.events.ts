import { z } from 'zod';
import type { MailEvent } from '../../domain/notifications/mail/mail.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const ofMail = { mailId: z.string(), organizationId: z.string().nullable() };

/** Events of mails as they are stored. */
export const mailEvents: EventDefinitions<MailEvent> = {
  MailRequested: {
    version: 1,
    data: z.object({
      ...ofMail,
      subjectKey: z.string(),
      template: z.string(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      content: z.string().exactOptional(),
    }),
    personal: { subject: ({ subjectKey }) => subjectKey, fields: ['to', 'subject', 'text', 'content'] },
  },
  MailSent: { version: 1, data: z.object({ ...ofMail, sentAt: instant, answer: z.string() }) },
  MailRefused: { version: 1, data: z.object({ ...ofMail, refusedAt: instant, answer: z.string() }) },
};
