import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { inboxPages } from './inboxPages.js';
import { Mailbox } from './mailbox.js';
import type { TemplateExample } from './templatesPage.js';

const LOOPBACK = '127.0.0.1';
const MAX_MAIL_BYTES = 10 * 1024 * 1024;

/** A mail server of our own whose mails are read on a page. */
export type Inbox = Readonly<{
  /** Where mails are taken, for a mailer. */
  smtpUrl: string;
  /** Where they are read. */
  url: string;
  /** Removes the mails that name one of the words. */
  forget: (words: readonly string[]) => Promise<void>;
  stop: () => Promise<void>;
}>;

type Options = Readonly<{
  /** Where the mails are kept. */
  folder: string;
  /** Of the page; 0 picks a free one. */
  port: number;
  /** Mails to show as they are sent, with example data. */
  examples?: readonly TemplateExample[];
}>;

/** Starts both on loopback. */
export async function startInbox({ folder, port, examples = [] }: Options): Promise<Inbox> {
  const mailbox = await Mailbox.open(folder);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_MAIL_BYTES,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('the mail is too large'), { responseCode: 552 }));
        mailbox.keep(Buffer.concat(chunks), new Date()).then(() => done(), done);
      });
    },
  });
  // A client that hangs up is nothing to end the product for.
  smtp.on('error', () => undefined);
  await new Promise<void>((resolve) => smtp.listen(0, LOOPBACK, resolve));

  const http = createServer(inboxPages(mailbox, examples).callback());
  http.listen(port, LOOPBACK);
  await once(http, 'listening');

  return {
    smtpUrl: `smtp://${LOOPBACK}:${(smtp.server.address() as AddressInfo).port}?ignoreTLS=true`,
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    forget: (words) => mailbox.forget(words),
    stop: async () => {
      http.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => smtp.close(resolve));
    },
  };
}
