import { describe, it } from 'vitest';
import { mailDecider } from '../../../domain/notifications/mail/mail.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now } from '../../support/fixtures/billing.js';

const given = deciderSpec(mailDecider);
const of = { mailId: 'm', organizationId: 'o' };
const data = { ...of, subjectKey: 's', template: 't', to: 'a@x.example', subject: 'Hello', text: 'You.' };
const requested = { type: 'MailRequested', data } as const;
const sent = { type: 'MailSent', data: { ...of, sentAt: now.toISOString(), answer: '250 OK' } } as const;

describe('a mail', () => {
  it('is asked for once and leaves once', () => {
    given().when({ type: 'RequestMail', data, now }).thenRecorded(requested);
    given(requested).when({ type: 'RequestMail', data, now }).thenNothing();
    given(requested)
      .when({ type: 'RecordMailSent', data: { ...of, answer: '250 OK' }, now })
      .thenRecorded(sent);
    given(requested, sent)
      .when({ type: 'RecordMailSent', data: { ...of, answer: '250 OK' }, now })
      .thenNothing();
  });

  it('refused stays refused', () => {
    const refused = { type: 'MailRefused', data: { ...of, refusedAt: now.toISOString(), answer: '550' } } as const;
    given(requested)
      .when({ type: 'RecordMailRefused', data: { ...of, answer: '550' }, now })
      .thenRecorded(refused);
    given(requested, refused)
      .when({ type: 'RecordMailSent', data: { ...of, answer: '250' }, now })
      .thenNothing();
  });
});
