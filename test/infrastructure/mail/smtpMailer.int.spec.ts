import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ReceivedMail } from '../../../infrastructure/embedded/inbox/mailbox.js';
import { type Inbox, startInbox } from '../../../infrastructure/embedded/inbox/startInbox.js';
import { smtpMailer } from '../../../infrastructure/mail/smtpMailer.js';

const from = 'Objecta <no-reply@objecta.localhost>';
const folder = mkdtempSync(join(tmpdir(), 'objecta-inbox-'));
const mail = { messageId: '<one@objecta.localhost>', to: 'mia@northwind.example', subject: 'Réçu', text: 'Thank you.' };
let inbox: Inbox;

beforeAll(async () => {
  inbox = await startInbox({ folder, port: 0 });
});
afterAll(async () => {
  await inbox.stop();
  rmSync(folder, { recursive: true });
});

const mailerTo = (url: string) => {
  const mailer = smtpMailer({ url, from });
  onTestFinished(() => mailer.close());
  return mailer;
};
const received = async (): Promise<ReceivedMail[]> =>
  (await fetch(`${inbox.url}/api/mails`)).json() as Promise<ReceivedMail[]>;

/** A mail server that answers each recipient in its own way. */
async function serverAnswering(code: number): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_, __, done) => done(Object.assign(new Error('as scripted'), { responseCode: code })),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`;
}

describe('a mail', () => {
  it('arrives as it was written, and once however often it is handed over', async () => {
    const mailer = mailerTo(inbox.smtpUrl);
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'accepted' });
    expect(await mailer.send(mail)).toMatchObject({ outcome: 'accepted' });
    expect(await received()).toMatchObject([{ to: 'mia@northwind.example', subject: 'Réçu', text: 'Thank you.\n' }]);
  });

  it('can be read after the inbox was started again', async () => {
    await inbox.stop();
    inbox = await startInbox({ folder, port: 0 });
    const [kept] = await received();
    const page = await (await fetch(`${inbox.url}/mails/${kept?.id}`)).text();
    expect(page).toContain('Réçu');
  });

  it('goes to nobody else, whatever an address or a subject holds', async () => {
    const mailer = mailerTo(inbox.smtpUrl);
    for (const to of ['a@x.example, b@y.example', 'group: a@x.example;', 'a@x.example\r\nBcc: b@y.example', 'nobody'])
      expect(await mailer.send({ ...mail, messageId: `<${to.length}@objecta.localhost>`, to })).toMatchObject({
        outcome: 'refused',
      });
    const before = await received();
    for (const subject of ['Hello\r\nBcc: evil@x.example', 'Hello\nBcc: evil@x.example', 'Hello\u2028', 'a\0b'])
      expect(await mailer.send({ ...mail, messageId: '<two@objecta.localhost>', subject })).toMatchObject({
        outcome: 'refused',
      });
    expect(await received()).toEqual(before);
  });

  it('comes as HTML and as text, and its HTML runs nothing in the inbox', async () => {
    const html = '<!doctype html><p>Thank <b>you</b>.</p><script>alert(1)</script>';
    await mailerTo(inbox.smtpUrl).send({ ...mail, messageId: '<html@objecta.localhost>', html });
    const [last] = await received();
    expect(last).toMatchObject({ html: expect.stringContaining('Thank <b>you</b>'), text: 'Thank you.' });
    const page = await fetch(`${inbox.url}/mails/${last?.id}`);
    expect(await page.text()).toMatch(/<iframe[^>]*\ssandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
    const frame = await fetch(`${inbox.url}/mails/${last?.id}/html`);
    expect(await frame.text()).toContain('Thank <b>you</b>');
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups [^;]*; default-src 'none';/);
  });

  it('never takes a file or an address of ours along (nodemailer reads neither)', async () => {
    const stowaway = { html: { path: '/etc/hostname' } as unknown as string };
    const sending = mailerTo(inbox.smtpUrl).send({ ...mail, messageId: '<file@objecta.localhost>', ...stowaway });
    await expect(sending).rejects.toThrow(/access/i);
  });

  it('refused for good is told apart from one that may be tried again', async () => {
    expect(await mailerTo(await serverAnswering(550)).send(mail)).toMatchObject({ outcome: 'refused' });
    await expect(mailerTo(await serverAnswering(451)).send(mail)).rejects.toMatchObject({ responseCode: 451 });
    await expect(mailerTo('smtp://127.0.0.1:1').send(mail)).rejects.toThrow();
  });
});
