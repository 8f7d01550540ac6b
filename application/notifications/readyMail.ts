import type { MailRequested } from '../../domain/notifications/mail/mail.events.js';
import { mailAsText } from '../../domain/notifications/mail/mailAsText.js';
import { type MailContent, type MailLink, withAddresses } from '../../domain/notifications/mail/mailContent.js';
import { readStoredMail } from '../events/storedMail.js';
import type { MailAsHtml, OutgoingMail } from '../ports/mailer.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import { addressOfLink } from './addressOfLink.js';

/**
 * What a requested mail says, ready to go out: HTML and text of the same blocks, or the text alone of one that was stored
 * without blocks. Tokens in its links are minted here, for this sending, and kept nowhere. Undefined when a token is no
 * good any more: a mail that waited too long for its server had better not be sent.
 */
export type ReadyMail = (
  mail: MailRequested['data'],
  now: Date,
) => Promise<Pick<OutgoingMail, 'subject' | 'text' | 'html'> | undefined>;

type SecretLink = Extract<MailLink, { to: 'secret' }>;

export const readyMail =
  (secretTokens: SecretTokens, mailAsHtml: MailAsHtml, dashboardUrl: string): ReadyMail =>
  async ({ subject, text, content }, now) => {
    if (content === undefined) return { subject, text };
    const { organizationName, ...said } = readStoredMail(content);
    const secrets = secretsIn(said);
    if (secrets.some(({ expiresAt }) => Date.parse(expiresAt) <= now.getTime())) return undefined;
    const tokens = new Map<MailLink, string>();
    for (const link of secrets) {
      const { ids, generation, purpose } = link;
      tokens.set(link, (await secretTokens.mint(purpose, { ids, generation })).token);
    }
    const ready = withAddresses(said, (link) => addressOfLink(dashboardUrl, link, tokens.get(link) ?? ''));
    return { subject, text: mailAsText(ready, organizationName), html: mailAsHtml(ready, organizationName) };
  };

const secretsIn = ({ blocks }: MailContent): SecretLink[] =>
  blocks.flatMap((block) => (block.kind === 'button' && block.link.to === 'secret' ? [block.link] : []));
