import { type MailBlock, type MailContent, PRODUCT_NAME } from './mailContent.js';
import { withoutLinks } from './plainText.js';

/** Longest line of a paragraph, in characters (RFC 5322, 2.1.1 recommends at most 78). */
const LINE = 76;

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > LINE) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

function blockAsText(block: MailBlock<string>): string {
  switch (block.kind) {
    case 'heading':
      return `${withoutLinks(block.text)}\n${'='.repeat(Math.min(LINE, [...block.text].length))}`;
    case 'paragraph':
      return wrapped(withoutLinks(block.text));
    case 'button':
      return `${block.label}:\n${block.link}`;
    case 'details': {
      const width = Math.max(0, ...block.rows.map(({ label }) => label.length + 1));
      return block.rows.map(({ label, value }) => `${`${label}:`.padEnd(width)} ${withoutLinks(value)}`).join('\n');
    }
    case 'note':
      return wrapped(`! ${withoutLinks(block.text)}`);
  }
}

/** Who a mail is from, for its foot. */
export const signature = (organizationName: string | null): string =>
  organizationName === null
    ? `Sent by ${PRODUCT_NAME}`
    : `Sent by ${PRODUCT_NAME} for ${withoutLinks(organizationName)}`;

/** A mail as plain text, from the same blocks as its HTML. The foot starts with `-- ` (RFC 3676, 4.3). */
export const mailAsText = ({ blocks, because }: MailContent<string>, organizationName: string | null): string =>
  [...blocks.map(blockAsText), `-- \n${wrapped(withoutLinks(because))}\n${signature(organizationName)}`].join('\n\n');
