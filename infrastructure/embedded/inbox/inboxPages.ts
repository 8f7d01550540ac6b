import Koa, { type Context } from 'koa';
import { listPage, mailPage } from './inboxPage.js';
import type { Mailbox } from './mailbox.js';
import { type TemplateExample, templatePage, templatesPage } from './templatesPage.js';

/** Pages run nothing and load nothing but frames of their own. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'";
/** What a mail holds runs nothing even when its address is opened outside of a frame. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** The inbox over HTTP: received mails, every kind of mail with an example, and both as JSON. */
export function inboxPages(mailbox: Mailbox, examples: readonly TemplateExample[]): Koa {
  const app = new Koa();
  app.use((context) => {
    context.set('X-Content-Type-Options', 'nosniff');
    context.set('Referrer-Policy', 'no-referrer');
    const { path } = context;
    if (path === '/') return page(context, listPage(mailbox.mails));
    if (path === '/templates') return page(context, templatesPage(examples));
    if (path === '/api/mails') return json(context, mailbox.mails);
    if (path === '/api/templates') return json(context, examples);
    const [, list, name = '', part] = /^\/(mails|templates)\/([^/]+)(\/html)?$/.exec(path) ?? [];
    if (list === 'mails') {
      const mail = mailbox.mails.find(({ id }) => id === name);
      if (mail) part ? mailHtml(context, mail.html) : page(context, mailPage(mail));
    } else if (list === 'templates') {
      const example = examples.find(({ template }) => template === name);
      if (example) part ? mailHtml(context, example.html) : page(context, templatePage(example));
    }
  });
  return app;
}

function page(context: Context, html: string): void {
  context.set('Content-Security-Policy', PAGE_POLICY);
  context.type = 'html';
  context.body = html;
}

function mailHtml(context: Context, html: string | null): void {
  if (html === null) return;
  context.set('Content-Security-Policy', MAIL_POLICY);
  context.type = 'html';
  context.body = html;
}

function json(context: Context, value: unknown): void {
  context.set('Content-Security-Policy', PAGE_POLICY);
  context.body = value;
}
