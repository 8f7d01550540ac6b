import type { MailContent, MailTemplate } from './mailContent.js';
import { accountTemplates } from './templates/accountTemplates.js';
import { apiKeyTemplates } from './templates/apiKeyTemplates.js';
import { billingTemplates } from './templates/billingTemplates.js';
import { dueInvoiceTemplates } from './templates/dueInvoiceTemplates.js';
import { securityTemplates } from './templates/securityTemplates.js';
import { teamTemplates } from './templates/teamTemplates.js';
import { webhookTemplates } from './templates/webhookTemplates.js';

/** Every mail there is, by its name; a name that mails were sent under stays. */
export const mailTemplates = {
  ...accountTemplates,
  ...securityTemplates,
  ...teamTemplates,
  ...webhookTemplates,
  ...apiKeyTemplates,
  ...billingTemplates,
  ...dueInvoiceTemplates,
} as const;

export type TemplateName = keyof typeof mailTemplates;
type ParametersOf<N extends TemplateName> = (typeof mailTemplates)[N]['example'];

/** A mail as it is asked for: which one, and what it says. */
export type WrittenMail = Readonly<{ template: TemplateName; content: MailContent }>;

/** Writes a mail of the catalogue. */
export function writeMail<N extends TemplateName>(name: N, parameters: ParametersOf<N>): WrittenMail {
  const { write } = mailTemplates[name] as unknown as MailTemplate<ParametersOf<N>>;
  return { template: name, content: write(parameters) };
}

/** Every mail of the catalogue, written with its example. */
export const exampleMails = (): readonly WrittenMail[] =>
  (Object.keys(mailTemplates) as TemplateName[]).map((name) => writeMail(name, mailTemplates[name].example));
