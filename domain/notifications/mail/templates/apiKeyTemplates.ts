import { writtenTime } from '../../../writtenDay.js';
import { details, heading, note, openPage, paragraph, template } from '../mailContent.js';
import { oneLine } from '../plainText.js';

type MadeKey = Readonly<{
  organization: string;
  by: string;
  name: string;
  /** What it may do, in words. */
  may: readonly string[];
  at: string;
  expiresAt: string | null;
}>;

type RotatedKey = Readonly<{
  organization: string;
  by: string;
  name: string;
  at: string;
  /** Until when the secret before is good; null where it is no more. */
  formerGoodUntil: string | null;
}>;

/** Notices about the safety of an organization's API keys. */
export const apiKeyTemplates = {
  'team.apiKeyCreated': template<MadeKey>({
    write: ({ organization, by, name, may, at, expiresAt }) => {
      const [ofOrganization, ofKey] = [oneLine(organization, 80), oneLine(name, 80)];
      const what = `An API key named “${ofKey}” was made in ${ofOrganization} under your account.`;
      return {
        subject: `A new API key in ${ofOrganization}: ${ofKey}`,
        preheader: what,
        blocks: [
          heading('A new API key'),
          paragraph(`Hello ${oneLine(by, 80)}, ${what.charAt(0).toLowerCase()}${what.slice(1)}`),
          details({
            When: writtenTime(at),
            'It may': may.join('; '),
            'Good until': expiresAt === null ? 'it is revoked' : writtenTime(expiresAt),
          }),
          note('If that was not you, revoke the key at once, reset your password and end all your sessions.'),
          openPage('Check the API keys', '/settings/api-keys'),
        ],
        because: 'Notices like this keep your organization safe and cannot be switched off.',
      };
    },
    example: {
      ...{
        organization: 'Northwind Traders',
        by: 'Mia Berg',
        name: 'CI',
        may: ['Report usage', 'See members and roles'],
      },
      ...{ at: '2026-11-24T18:05:00.000Z', expiresAt: null },
    },
  }),
  'team.apiKeyRotated': template<RotatedKey>({
    write: ({ organization, by, name, at, formerGoodUntil }) => {
      const [ofOrganization, ofKey, who] = [oneLine(organization, 80), oneLine(name, 80), oneLine(by, 80)];
      const what = `${who} gave the API key “${ofKey}” of ${ofOrganization} a new secret.`;
      return {
        subject: `A new secret for an API key of ${ofOrganization}: ${ofKey}`,
        preheader: what,
        blocks: [
          heading('A new secret for an API key'),
          paragraph(what),
          details({
            When: writtenTime(at),
            'The secret before':
              formerGoodUntil === null ? 'works no more' : `works until ${writtenTime(formerGoodUntil)}`,
          }),
          note('If that should not have happened, revoke the key at once: whoever has its secret can use it.'),
          openPage('Check the API keys', '/settings/api-keys'),
        ],
        because: 'Notices like this keep your organization safe and cannot be switched off.',
      };
    },
    example: {
      ...{ organization: 'Northwind Traders', by: 'Mia Berg', name: 'CI' },
      ...{ at: '2026-11-24T18:05:00.000Z', formerGoodUntil: '2026-11-24T20:05:00.000Z' },
    },
  }),
} as const;
