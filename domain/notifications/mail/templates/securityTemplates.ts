import { writtenTime } from '../../../writtenDay.js';
import {
  details,
  heading,
  type MailBlock,
  type MailContent,
  note,
  openPage,
  paragraph,
  template,
} from '../mailContent.js';
import { oneLine } from '../plainText.js';

/** What happened to an account, and when; the address and the device where they are known. */
type Happened = Readonly<{ name: string; at: string; ip?: string; device?: string }>;

const BECAUSE = 'Notices like this keep your account safe and cannot be switched off.';
const NOT_YOU = 'If that was not you, reset your password now and end all your sessions.';

const example: Happened = {
  name: 'Mia Berg',
  at: '2026-11-24T18:05:00.000Z',
  ip: '203.0.113.7',
  device: 'Firefox on Linux',
};

const factsOf = ({ at, ip, device }: Happened): MailBlock =>
  details({ When: writtenTime(at), 'IP address': ip, Device: device && oneLine(device) });

/** A notice: what happened, its circumstances, and what to do if it was somebody else. */
const notice = (of: Happened, title: string, what: string, ifNotYou = NOT_YOU): MailContent => ({
  subject: title,
  preheader: `${what} ${ifNotYou}`,
  blocks: [
    heading(title),
    paragraph(`Hello ${oneLine(of.name)}, ${what}`),
    factsOf(of),
    note(ifNotYou),
    openPage('Check your account', '/account/security'),
  ],
  because: BECAUSE,
});

/** Notices about an account's safety: each goes out, whatever a person prefers. */
export const securityTemplates = {
  'identity.passwordChanged': template<Happened & Readonly<{ how: 'changed' | 'reset' }>>({
    write: (of) =>
      notice(
        of,
        'Your password was changed',
        of.how === 'reset'
          ? 'your password was set anew through a link in a mail, and your other sessions have ended.'
          : 'your password was changed, and your other sessions have ended.',
      ),
    example: { ...example, how: 'changed' },
  }),
  'identity.newDevice': template<Happened>({
    write: (of) =>
      notice(of, 'New sign-in to your account', 'somebody signed in to your account from a device we had not seen.'),
    example,
  }),
  'identity.lockedOut': template<Happened & Readonly<{ until: string }>>({
    write: (of) =>
      notice(
        of,
        'Somebody tried to sign in to your account',
        `too many attempts to sign in failed. Until ${writtenTime(of.until)} more of them from there are refused; you can still sign in from elsewhere.`,
        'If that was you, wait a while or reset your password. If not, you need do nothing: nobody got in.',
      ),
    example: { ...example, until: '2026-11-24T18:20:00.000Z' },
  }),
  'identity.secondFactorAdded': template<Happened>({
    write: (of) =>
      notice(
        of,
        'A second factor was added',
        'from now on signing in takes a code from your authenticator app as well.',
      ),
    example,
  }),
  'identity.secondFactorRemoved': template<Happened>({
    write: (of) =>
      notice(of, 'The second factor was removed', 'signing in to your account takes a password alone from now on.'),
    example,
  }),
  'identity.recoveryCodeUsed': template<Happened & Readonly<{ left: number }>>({
    write: (of) =>
      notice(
        of,
        'A recovery code was used',
        `a recovery code took the place of your second factor. ${of.left === 0 ? 'None is left: make new ones now.' : `${of.left} of them ${of.left === 1 ? 'is' : 'are'} left.`}`,
      ),
    example: { ...example, left: 7 },
  }),
  'identity.recoveryCodesReplaced': template<Happened>({
    write: (of) =>
      notice(
        of,
        'New recovery codes were made',
        'new recovery codes were made, and the former ones are no good any more.',
      ),
    example,
  }),
  'identity.sessionRevoked': template<Happened>({
    write: (of) =>
      notice(
        of,
        'We ended a session of yours',
        'a key of one of your sessions was used twice, which happens when it has been copied. We ended that session; sign in again to go on.',
      ),
    example,
  }),
} as const;
