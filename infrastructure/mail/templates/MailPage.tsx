import type { ReactElement } from 'react';
import { signature } from '../../../domain/notifications/mail/mailAsText.js';
import { type MailContent, PRODUCT_NAME } from '../../../domain/notifications/mail/mailContent.js';
import { withoutLinks } from '../../../domain/notifications/mail/plainText.js';
import { MailBlockView } from './MailBlockView.js';
import { darkMode, look } from './theme.js';

const layout = { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0, width: '100%' } as const;

/** Keeps clients from showing the start of the mail behind the preheader. */
const filler = '\u00a0\u200c'.repeat(80);

type Props = Readonly<{ content: MailContent<string>; organizationName: string | null }>;

function Brand({ organizationName }: Pick<Props, 'organizationName'>): ReactElement {
  return (
    <td {...look('brand')}>
      <span {...look('brandMark')} aria-hidden="true">
        {PRODUCT_NAME.slice(0, 1)}
      </span>
      {PRODUCT_NAME}
      {organizationName !== null && <span {...look('brandOrganization')}> · {withoutLinks(organizationName)}</span>}
    </td>
  );
}

/** A whole mail: what is shown before it is opened, whom it is from, its blocks, and why one gets it. */
export function MailPage({ content, organizationName }: Props): ReactElement {
  const { subject, preheader, blocks, because } = content;
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{subject}</title>
        <style>{darkMode}</style>
      </head>
      <body {...look('page')}>
        <div {...look('hidden')} aria-hidden="true">
          {withoutLinks(preheader)}
          {filler}
        </div>
        <table {...layout}>
          <tbody>
            <tr>
              <td align="center" {...look('outside')}>
                <table {...layout} {...look('column')}>
                  <tbody>
                    <tr>
                      <Brand organizationName={organizationName} />
                    </tr>
                    <tr>
                      <td {...look('card')}>
                        {blocks.map((block, at) => (
                          <MailBlockView key={at} block={block} />
                        ))}
                      </td>
                    </tr>
                    <tr>
                      <td {...look('foot')}>
                        {withoutLinks(because)}
                        <br />
                        {signature(organizationName)}
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}
