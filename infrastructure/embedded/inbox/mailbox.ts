import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressObject, ParsedMail } from 'mailparser';

/** A mail as the inbox shows it. */
export type ReceivedMail = Readonly<{
  id: string;
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Null where the mail is text only. */
  html: string | null;
  receivedAt: string;
}>;

/** Mails kept in a folder, one file each as it came over the wire; newest first. */
export class Mailbox {
  readonly #folder: string;
  #mails: readonly ReceivedMail[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Mailbox> {
    mkdirSync(folder, { recursive: true });
    const mailbox = new Mailbox(folder);
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
    for (const name of names.sort()) await mailbox.#show(name, readFileSync(join(folder, name)));
    return mailbox;
  }

  get mails(): readonly ReceivedMail[] {
    return this.#mails;
  }

  /** Keeps a mail; the same Message-ID again is the same mail. */
  async keep(raw: Buffer, receivedAt: Date): Promise<void> {
    const { messageId = '' } = await parsed(raw);
    if (messageId !== '' && this.#mails.some((mail) => mail.messageId === messageId)) return;
    const digest = createHash('sha256').update(raw).digest('hex').slice(0, 12);
    const name = `${receivedAt.toISOString().replaceAll(':', '')}-${digest}.eml`;
    const path = join(this.#folder, name);
    await writeFile(`${path}.part`, raw);
    await rename(`${path}.part`, path);
    await this.#show(name, raw);
  }

  /** Removes every mail that names one of the words, wherever it stands in it. */
  async forget(words: readonly string[]): Promise<void> {
    const names = ({ from, to, subject, text, html }: ReceivedMail) =>
      words.some((word) => [from, to, subject, text, html ?? ''].some((part) => part.includes(word)));
    const forgotten = this.#mails.filter(names);
    for (const { id } of forgotten) await rm(join(this.#folder, `${id}.eml`), { force: true });
    this.#mails = this.#mails.filter((mail) => !forgotten.includes(mail));
  }

  async #show(name: string, raw: Buffer): Promise<void> {
    const { messageId = '', subject = '', text = '', html, from, to } = await parsed(raw);
    const id = name.slice(0, -'.eml'.length);
    const at = /^(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\d\.\d{3}Z)/.exec(name);
    const receivedAt = at ? `${at[1]}:${at[2]}:${at[3]}` : '';
    const mail = { id, messageId, from: written(from), to: written(to), subject, text, html: html || null, receivedAt };
    this.#mails = [mail, ...this.#mails];
  }
}

const written = (addresses: AddressObject | AddressObject[] | undefined): string =>
  [addresses ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');

/** The parser is loaded with the first mail: it takes a tenth of the time that everything together takes to load at a start. */
async function parsed(raw: Buffer): Promise<ParsedMail> {
  const { simpleParser } = await import('mailparser');
  return simpleParser(raw);
}
