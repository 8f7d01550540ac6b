import { mailDecider } from '../../../domain/notifications/mail/mail.decider.js';
import type { MailRequested } from '../../../domain/notifications/mail/mail.events.js';
import { mailStream } from '../../../domain/notifications/streams.js';
import { derivedId } from '../../derivedIds.js';
import { ERASED } from '../../events/eventCodec.js';
import type { CommandHandling } from '../../handleCommand.js';
import type { Clock } from '../../ports/clock.js';
import type { Mailer, MailOutcome } from '../../ports/mailer.js';
import type { Reaction } from '../../reactions/reaction.js';
import type { ReadyMail } from '../readyMail.js';

const NAME = 'notifications.sendMail';

const refused = (answer: string): MailOutcome => ({ outcome: 'refused', answer });

/**
 * Hands a mail to the mail server and records what it said; tried again with growing pauses until it says one or the
 * other. After a crash in between it may be handed over twice, under the same message id (RFC 1047).
 */
export const whenMailRequestedSendIt = (
  mailer: Mailer,
  readyMail: ReadyMail,
  { currentState, handleCommand }: CommandHandling,
  clock: Clock,
  domain: string,
): Reaction<MailRequested> => {
  async function send(mail: MailRequested['data']): Promise<MailOutcome> {
    const { to, mailId } = mail;
    if (to === ERASED) return refused('the recipient has been erased');
    const ready = await readyMail(mail, clock.now());
    if (!ready) return refused('its link was no good any more');
    return mailer.send({ messageId: `<${mailId}@${domain}>`, to, ...ready });
  }

  return {
    name: NAME,
    eventType: 'MailRequested',
    lane: ({ data }) => data.mailId,

    async react({ id, data, metadata }) {
      const { mailId, organizationId } = data;
      const { status } = await currentState(mailStream(mailId), mailDecider);
      if (status !== 'requested') return;
      const { outcome, answer } = await send(data);
      const type = outcome === 'accepted' ? 'RecordMailSent' : 'RecordMailRefused';
      await handleCommand(
        mailStream(mailId),
        mailDecider,
        { type, data: { mailId, organizationId, answer: answer.slice(0, 500) }, now: clock.now() },
        {
          commandId: derivedId(NAME, id),
          correlationId: metadata.$correlationId,
          causationId: id,
          organizationId,
          actor: { kind: 'system', id: NAME },
        },
      );
    },
  };
};
