import { accept, type Decider } from '../../decider.js';
import type { MailCommand } from './mail.commands.js';
import type { MailEvent } from './mail.events.js';

export type Mail = Readonly<{ status: 'none' | 'requested' | 'sent' | 'refused' }>;

/** A mail is asked for once and leaves once; a server's refusal is as final as its acceptance. */
export const mailDecider: Decider<Mail, MailCommand, MailEvent, never> = {
  initialState: { status: 'none' },

  evolve(_, { type }) {
    switch (type) {
      case 'MailRequested':
        return { status: 'requested' };
      case 'MailSent':
        return { status: 'sent' };
      case 'MailRefused':
        return { status: 'refused' };
    }
  },

  decide({ type, data, now }, { status }) {
    switch (type) {
      case 'RequestMail': {
        if (status !== 'none') return accept();
        const { mailId, organizationId, subjectKey, template, to, subject, text, content } = data;
        const said = content === undefined ? { subject, text } : { subject, text, content };
        return accept({ type: 'MailRequested', data: { mailId, organizationId, subjectKey, template, to, ...said } });
      }
      case 'RecordMailSent': {
        if (status !== 'requested') return accept();
        const { mailId, organizationId, answer } = data;
        return accept({ type: 'MailSent', data: { mailId, organizationId, sentAt: now.toISOString(), answer } });
      }
      case 'RecordMailRefused': {
        if (status !== 'requested') return accept();
        const { mailId, organizationId, answer } = data;
        return accept({ type: 'MailRefused', data: { mailId, organizationId, refusedAt: now.toISOString(), answer } });
      }
    }
  },
};
