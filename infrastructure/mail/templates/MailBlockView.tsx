import type { ReactElement } from 'react';
import type { MailBlock } from '../../../domain/notifications/mail/mailContent.js';
import { withoutLinks } from '../../../domain/notifications/mail/plainText.js';
import { look } from './theme.js';

const layout = { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 } as const;

function Button({ label, href }: Readonly<{ label: string; href: string }>): ReactElement {
  return (
    <>
      <table {...layout} {...look('buttonRow')}>
        <tbody>
          <tr>
            <td {...look('buttonCell')}>
              <a {...look('button')} href={href} target="_blank" rel="noopener noreferrer">
                {label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
      <p {...look('fallback')}>
        Or open this address:{' '}
        <a {...look('fallbackLink')} href={href} target="_blank" rel="noopener noreferrer">
          {href}
        </a>
      </p>
    </>
  );
}

function Details({ rows }: Readonly<{ rows: Extract<MailBlock, { kind: 'details' }>['rows'] }>): ReactElement {
  return (
    <table cellPadding={0} cellSpacing={0} border={0} width="100%" {...look('details')}>
      <tbody>
        {rows.map(({ label, value }) => (
          <tr key={label}>
            <th scope="row" {...look('label')}>
              {label}
            </th>
            <td {...look('value')}>{withoutLinks(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Note({ text }: Readonly<{ text: string }>): ReactElement {
  return (
    <table {...layout} width="100%">
      <tbody>
        <tr>
          <td {...look('note')}>{withoutLinks(text)}</td>
        </tr>
        <tr>
          <td {...look('noteSpace')}>&nbsp;</td>
        </tr>
      </tbody>
    </table>
  );
}

/** One block as tables and inline styles, which is what mail clients agree on. */
export function MailBlockView({ block }: Readonly<{ block: MailBlock<string> }>): ReactElement {
  switch (block.kind) {
    case 'heading':
      return <h1 {...look('heading')}>{withoutLinks(block.text)}</h1>;
    case 'paragraph':
      return <p {...look('paragraph')}>{withoutLinks(block.text)}</p>;
    case 'button':
      return <Button label={block.label} href={block.link} />;
    case 'details':
      return <Details rows={block.rows} />;
    case 'note':
      return <Note text={block.text} />;
  }
}
