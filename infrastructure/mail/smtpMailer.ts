import { createTransport } from 'nodemailer';
import type { Mailer, MailOutcome } from '../../application/ports/mailer.js';

const TIMEOUT_MS = 15_000;

/** One address and nothing else: no list, no group, no name, no line break that would add a header or a recipient. */
const oneAddress = /^[^\s,;:<>"()[\]\\@]{1,64}@[A-Za-z0-9.-]{1,255}$/;

/** Nothing that would end a header line and begin another. */
const oneHeaderLine = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;

type SmtpError = Readonly<{ code?: string; responseCode?: number; response?: string }>;

/** A mail server over SMTP; `url` as smtp(s)://user:password@host:port, `from` as `Name <address>`. */
export function smtpMailer({ url, from }: Readonly<{ url: string; from: string }>): Mailer {
  const transport = createTransport({
    url,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });

  async function send(mail: Parameters<Mailer['send']>[0]): Promise<MailOutcome> {
    const { to, subject, text, html, messageId } = mail;
    if (!oneAddress.test(to)) return { outcome: 'refused', answer: 'the address is not usable' };
    if (!oneHeaderLine.test(subject)) return { outcome: 'refused', answer: 'the subject is not one line' };
    try {
      const { response } = await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        messageId,
        // Out-of-office answers to it are not wanted (RFC 3834, section 5).
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { outcome: 'accepted', answer: response };
    } catch (error) {
      const { code, responseCode = 0, response = '' } = error as SmtpError;
      // 5xx is for ever (RFC 5321, 4.2.1), but for the log-in, which is ours to put right.
      if (responseCode >= 500 && code !== 'EAUTH') return { outcome: 'refused', answer: response };
      throw error;
    }
  }

  return { send, close: () => transport.close() };
}
