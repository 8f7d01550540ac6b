import type { ReceivedMail } from './mailbox.js';
import { escaped, mailFrame, pageFrame } from './pageFrame.js';

/** Every mail, newest first. */
export function listPage(mails: readonly ReceivedMail[]): string {
  const items = mails.map(
    ({ id, to, subject, receivedAt }) =>
      `<li><a href="/mails/${escaped(id)}">${escaped(subject || '(no subject)')}</a><br><span class="faint">to ${escaped(to)}, ${escaped(receivedAt)}</span></li>`,
  );
  const none = '<p class="faint">No mail has been sent yet.</p>';
  const list = items.length === 0 ? none : `<ul class="mails">${items.join('')}</ul>`;
  return pageFrame('Inbox', 'Inbox', `<h1>Inbox</h1>${list}`);
}

/** Addresses in a text become links: here, where the text is known to be a mail of ours. */
const linked = (text: string): string =>
  escaped(text).replace(/https?:\/\/[^\s<&]+/g, (url) => `<a href="${url}" rel="noreferrer">${url}</a>`);

/** One mail, both as HTML and as text. */
export function mailPage({ id, subject, from, to, receivedAt, text, html }: ReceivedMail): string {
  const head = `<p class="faint">from ${escaped(from)}<br>to ${escaped(to)}<br>${escaped(receivedAt)}</p>`;
  const shown = html === null ? '' : `<h2>HTML</h2>${mailFrame(`/mails/${id}/html`, subject, 'wide')}`;
  return pageFrame(
    'Inbox',
    subject,
    `<h1>${escaped(subject)}</h1>${head}${shown}<h2>Text</h2><pre>${linked(text)}</pre>`,
  );
}
