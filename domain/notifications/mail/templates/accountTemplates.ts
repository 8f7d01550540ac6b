import { writtenTime } from '../../../writtenDay.js';
import { button, heading, note, openPage, paragraph, template } from '../mailContent.js';
import { oneLine } from '../plainText.js';

type Named = Readonly<{ name: string }>;
type WithLink = Named & Readonly<{ userId: string; generation: number; expiresAt: string }>;

const example: WithLink = {
  name: 'Mia Berg',
  userId: '019385f0-0000-7000-8000-000000000001',
  generation: 1,
  expiresAt: '2026-11-25T09:15:00.000Z',
};

const hello = ({ name }: Named): string => `Hello ${oneLine(name)},`;

/** Mails of an account's first steps, and those with a link into it. */
export const accountTemplates = {
  'identity.verifyEmail': template<WithLink>({
    write: (of) => ({
      subject: 'Confirm your e-mail address',
      preheader: 'One click, and your account is ready.',
      blocks: [
        heading('Confirm your e-mail address'),
        paragraph(hello(of)),
        paragraph('please confirm that this address is yours. One click, and your account is ready.'),
        button('Confirm address', {
          to: 'secret',
          purpose: 'emailVerification',
          ids: [of.userId],
          generation: of.generation,
          expiresAt: of.expiresAt,
        }),
        note(`The link works once, until ${writtenTime(of.expiresAt)}.`),
      ],
      because:
        'You get this mail because this address was given at sign-up. If that was not you, ignore it: without the click nothing happens.',
    }),
    example,
  }),
  'identity.welcome': template<Named>({
    write: (of) => ({
      subject: 'Welcome to Objecta',
      preheader: 'Your account is ready.',
      blocks: [
        heading('Welcome aboard'),
        paragraph(hello(of)),
        paragraph(
          'your account is ready. Invite the people you work with, and set up a second factor to keep it safe.',
        ),
        openPage('Open the dashboard', '/'),
      ],
      because: 'You get this mail once, because you have just confirmed your address.',
    }),
    example,
  }),
  'identity.resetPassword': template<WithLink>({
    write: (of) => ({
      subject: 'Choose a new password',
      preheader: 'Somebody, hopefully you, asked for a new password.',
      blocks: [
        heading('Choose a new password'),
        paragraph(hello(of)),
        paragraph('somebody, hopefully you, asked for a new password for your account.'),
        button('Choose a password', {
          to: 'secret',
          purpose: 'passwordReset',
          ids: [of.userId],
          generation: of.generation,
          expiresAt: of.expiresAt,
        }),
        note(`The link works once, until ${writtenTime(of.expiresAt)}. Never pass it on: it opens your account.`),
      ],
      because:
        'You get this mail because a new password was asked for. If that was not you, ignore it: your password stays as it is.',
    }),
    example,
  }),
} as const;
