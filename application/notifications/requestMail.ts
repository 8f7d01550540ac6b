import { mailDecider } from '../../domain/notifications/mail/mail.decider.js';
import { mailAsText } from '../../domain/notifications/mail/mailAsText.js';
import { withAddresses } from '../../domain/notifications/mail/mailContent.js';
import type { WrittenMail } from '../../domain/notifications/mail/mailTemplates.js';
import { oneLine } from '../../domain/notifications/mail/plainText.js';
import { mailStream } from '../../domain/notifications/streams.js';
import { derivedId } from '../derivedIds.js';
import type { RecordedAs } from '../events/recordedEvent.js';
import { writeStoredMail } from '../events/storedMail.js';
import type { HandleCommand } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { NotYetPossible } from '../reactions/reaction.js';
import { addressOfLink } from './addressOfLink.js';

/** Stands in the log where the mail itself has a token. */
const WITHHELD = '[only in the mail itself]';

/** Whom a mail goes to and for whom. */
export type Recipient = Readonly<{
  to: string;
  /** Under whose key it is kept. */
  subjectKey: string;
  /** Null where it belongs to a person alone. */
  organizationId: string | null;
  organizationName: string | null;
}>;

/**
 * Has a mail sent because of an event: one for each reaction, event and address, however often it is asked for.
 * @param once what takes the place of the event: of all events under the same one, only the first is mailed
 */
export type RequestMail = (
  reaction: string,
  event: Pick<RecordedAs, 'id' | 'metadata'>,
  recipient: Recipient,
  mail: WrittenMail,
  once?: string,
) => Promise<void>;

export const requestMail =
  (handleCommand: HandleCommand, clock: Clock, dashboardUrl: string): RequestMail =>
  async (reaction, { id, metadata }, recipient, { template, content }, once = id) => {
    const { to, subjectKey, organizationId, organizationName } = recipient;
    const mailId = derivedId(reaction, once, to);
    const subject = oneLine(content.subject, 200);
    const text = mailAsText(
      withAddresses(content, (link) => addressOfLink(dashboardUrl, link, WITHHELD)),
      organizationName,
    );
    const stored = writeStoredMail({ ...content, subject, organizationName });
    const handled = await handleCommand(
      mailStream(mailId),
      mailDecider,
      {
        type: 'RequestMail',
        data: { mailId, organizationId, subjectKey, template, to, subject, text, content: stored },
        now: clock.now(),
      },
      {
        commandId: derivedId(reaction, id),
        correlationId: metadata.$correlationId,
        causationId: id,
        organizationId,
        actor: { kind: 'system', id: reaction },
      },
      { likelyNew: true },
    );
    if (!handled.accepted) throw new NotYetPossible(`the mail of ${id} was refused: ${handled.rejection}`);
  };
