import { escaped, mailFrame, pageFrame } from './pageFrame.js';

/** A kind of mail the product sends, written with example data. */
export type TemplateExample = Readonly<{ template: string; subject: string; html: string; text: string }>;

const addressOf = ({ template }: TemplateExample): string => `/templates/${encodeURIComponent(template)}`;

/** Every mail there is, side by side. */
export function templatesPage(examples: readonly TemplateExample[]): string {
  const cards = examples.map((example) => {
    const frame = mailFrame(`${addressOf(example)}/html`, example.template, 'small');
    return `<li><a href="${addressOf(example)}"><span class="view">${frame}</span>
<b>${escaped(example.subject)}</b><br><span class="faint">${escaped(example.template)}</span></a></li>`;
  });
  const count = `<p class="faint">${examples.length} mails, each with example data.</p>`;
  return pageFrame(
    'Templates',
    'Mail templates',
    `<h1>Mail templates</h1>${count}<ul class="sheet">${cards.join('')}</ul>`,
  );
}

/** One mail as it looks on a desk and on a phone, and as text. */
export function templatePage(example: TemplateExample): string {
  const { template, subject, text } = example;
  const frames = (['wide', 'phone'] as const).map((size) => mailFrame(`${addressOf(example)}/html`, subject, size));
  return pageFrame(
    'Templates',
    subject,
    `<h1>${escaped(subject)}</h1><p class="faint">${escaped(template)}</p>
<div class="sizes">${frames.join('')}</div><h2>Text</h2><pre>${escaped(text)}</pre>`,
  );
}
