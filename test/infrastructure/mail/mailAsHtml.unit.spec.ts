import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { mailAsText } from '../../../domain/notifications/mail/mailAsText.js';
import type { MailContent } from '../../../domain/notifications/mail/mailContent.js';
import { exampleMails } from '../../../domain/notifications/mail/mailTemplates.js';
import { oneLine } from '../../../domain/notifications/mail/plainText.js';
import { mailAsHtml } from '../../../infrastructure/mail/mailAsHtml.js';

const address = 'https://app.objecta.example/invitations#token';

/** A mail in which somebody from outside has written everything but the address. */
const writtenBy = (text: string): MailContent<string> => ({
  subject: oneLine(text),
  preheader: text,
  blocks: [
    { kind: 'heading', text },
    { kind: 'paragraph', text: `${text} invites you to ${text}.` },
    { kind: 'button', label: 'Accept', link: address },
    { kind: 'details', rows: [{ label: 'Organization', value: text }] },
    { kind: 'note', text },
  ],
  because: text,
});

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'https://evil.example/a?b=c',
        'HTTP://EVIL.EXAMPLE',
        'www.evil.example',
        'evil.com',
        'evil。com',
        'a@evil.example',
        'mailto:a@evil.example',
        '//evil.com',
        'ftp://evil.example',
        'javascript:alert(1)',
        '<a href="https://evil.example">x</a>',
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '</title></style><b>',
        '\r\nBcc: b@evil.example',
        '\u202egnp.exe',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** What mail clients like to make links of, as mailparser finds them in a text. */
async function linksFoundIn(text: string): Promise<string[]> {
  const raw = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}`;
  const { textAsHtml = '' } = await simpleParser(raw);
  return [...textAsHtml.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => href);
}

/** Texts and tags of an HTML document, told apart. */
function partsOf(html: string) {
  const body = html.slice(html.indexOf('<body'));
  return {
    tags: new Set([...body.matchAll(/<([a-z0-9]+)/gi)].map(([, tag = '']) => tag)),
    hrefs: [...body.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, href = '']) => href),
    text: body
      .replace(/<[^>]*>/g, '\n')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"'),
  };
}

describe('what people wrote', () => {
  it('is never markup and never a link, in HTML or in text', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const content = writtenBy(text);
        const { tags, hrefs, text: shown } = partsOf(mailAsHtml(content, text));
        expect([...tags].filter((tag) => ['script', 'img', 'b', 'iframe', 'style'].includes(tag))).toEqual([]);
        expect(new Set(hrefs)).toEqual(new Set([address]));
        expect(await linksFoundIn(shown.replaceAll(address, ''))).toEqual([]);
        expect(await linksFoundIn(mailAsText(content, text))).toEqual([address]);
      }),
      { numRuns: 300 },
    );
  });

  it('is one line wherever a line matters', () => {
    const line = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
    fc.assert(
      fc.property(hostile, (text) => {
        expect(oneLine(text, 20)).toMatch(line);
        expect([...oneLine(text, 20)].length).toBeLessThanOrEqual(20);
      }),
    );
    expect(oneLine('Northwind\r\nBcc: evil')).toBe('Northwind Bcc: evil');
    expect(oneLine('\u202egnp.exe')).toBe('gnp.exe');
    expect(oneLine('👩‍👩‍👧 Family')).toBe('👩‍👩‍👧 Family');
    expect(oneLine('x'.repeat(200), 10)).toBe('xxxxxxxxx…');
  });
});

describe('every mail there is', () => {
  const mails = exampleMails().map(({ template, content }) => [template, content] as const);

  it.each(mails)('%s says the same as HTML and as text', (_, { subject, preheader, because, blocks }) => {
    const ready = {
      subject,
      preheader,
      because,
      blocks: blocks.map((block) => (block.kind === 'button' ? { ...block, link: address } : block)),
    };
    const html = mailAsHtml(ready, 'Northwind');
    const asRead = (written: string) => written.replace(/\u200a/g, '').replace(/\s+/g, ' ');
    const text = asRead(mailAsText(ready, 'Northwind'));
    expect(html).toMatch(/^<!doctype html><html lang="en"/);
    expect(html.length).toBeLessThan(100_000);
    const said = blocks.flatMap((block) =>
      block.kind === 'details'
        ? block.rows.flatMap(({ label, value }) => [label, value])
        : 'text' in block
          ? [block.text]
          : [block.label],
    );
    const shown = asRead(partsOf(html).text.replaceAll('&#x27;', "'").replaceAll('&amp;', '&'));
    for (const each of [...said, because, 'Northwind']) {
      expect(text).toContain(each);
      expect(shown).toContain(each);
    }
  });
});
