import { writtenTime } from '../../../writtenDay.js';
import { button, details, heading, type MailContent, note, openPage, paragraph, template } from '../mailContent.js';
import { oneLine } from '../plainText.js';

/** An organization and who did something in it, as people know them. */
type Doing = Readonly<{ organization: string; by: string }>;
type Invitation = Doing &
  Readonly<{
    organizationId: string;
    invitationId: string;
    role: string;
    message: string | null;
    generation: number;
    expiresAt: string;
  }>;

const example: Doing = { organization: 'Northwind Traders', by: 'Mia Berg' };
const invitation: Invitation = {
  ...example,
  organizationId: '019385f0-0000-7000-8000-000000000002',
  invitationId: '019385f0-0000-7000-8000-000000000003',
  role: 'admin',
  message: 'Welcome to the team! The plans for spring are in here.',
  generation: 1,
  expiresAt: '2026-12-01T09:15:00.000Z',
};

const named = ({ organization, by }: Doing) => ({ organization: oneLine(organization, 80), by: oneLine(by, 80) });
const becauseOf = ({ organization }: Doing): string =>
  `You get this mail because you are, or were, a member of ${oneLine(organization, 80)}. It cannot be switched off.`;

const news = (of: Doing, title: string, text: string, rest: MailContent['blocks']): MailContent => ({
  subject: title,
  preheader: text,
  blocks: [heading(title), paragraph(text), ...rest],
  because: becauseOf(of),
});

const openTeam = openPage('Open the team', '/team');

/** Mails about who belongs to an organization, and as what. */
export const teamTemplates = {
  'team.invitation': template<Invitation>({
    write: (of) => {
      const { organization, by } = named(of);
      return {
        subject: `${by} invites you to ${organization}`,
        preheader: `Join ${organization} as ${oneLine(of.role)}.`,
        blocks: [
          heading(`Join ${organization}`),
          paragraph(`${by} invites you to work together in ${organization}.`),
          details({ Organization: organization, 'Invited by': by, 'Your role': oneLine(of.role) }),
          ...(of.message ? [paragraph(`${by} writes: “${oneLine(of.message, 500)}”`)] : []),
          button('Accept the invitation', {
            to: 'secret',
            purpose: 'invitation',
            ids: [of.organizationId, of.invitationId],
            generation: of.generation,
            expiresAt: of.expiresAt,
          }),
          note(`The invitation is for you alone and ends on ${writtenTime(of.expiresAt)}.`),
        ],
        because: `You get this mail because ${by} entered your address. If you do not know them, ignore it: without your answer nothing happens.`,
      };
    },
    example: invitation,
  }),
  'team.invitationAccepted': template<Doing & Readonly<{ role: string }>>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(of, `${by} has joined ${organization}`, `${by} has accepted your invitation.`, [
        details({ Member: by, Role: oneLine(of.role) }),
        openTeam,
      ]);
    },
    example: { ...example, by: 'Jo Park', role: 'member' },
  }),
  'team.joinRequested': template<Doing & Readonly<{ domain: string }>>({
    write: (of) => {
      const { organization, by } = named(of);
      return {
        ...news(
          of,
          `${by} asks to join ${organization}`,
          `${by} has an address of ${oneLine(of.domain)}, a domain of ${organization}, and asks to be let in.`,
          [
            details({ 'Who asks': by, 'E-mail domain': oneLine(of.domain) }),
            openPage('Answer the request', '/team/join-requests'),
            note('Let in only who you know: their address is verified, their name is what they wrote themselves.'),
          ],
        ),
        because: `You get this mail because you may let people into ${organization}. It comes once a day at most for each who asks.`,
      };
    },
    example: { ...example, by: 'Jo Park', domain: 'northwind.example' },
  }),
  'team.joinApproved': template<Doing & Readonly<{ role: string }>>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(of, `You are a member of ${organization}`, `${by} has let you in, as you asked.`, [
        details({ Organization: organization, 'Your role': oneLine(of.role) }),
        openPage('Open the dashboard', '/'),
      ]);
    },
    example: { ...example, role: 'member' },
  }),
  'team.joinDeclined': template<Doing>({
    write: (of) => {
      const { organization } = named(of);
      return {
        ...news(of, `Your request to join ${organization} was declined`, `You were not let into ${organization}.`, [
          note('Somebody of the organization can still invite you. Your own account stays as it is.'),
        ]),
        because: `You get this mail because you asked to join ${organization}.`,
      };
    },
    example,
  }),
  'team.roleChanged': template<Doing & Readonly<{ from: string; to: string }>>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(of, `Your role in ${organization} has changed`, `${by} has changed your role in ${organization}.`, [
        details({ Before: oneLine(of.from), Now: oneLine(of.to) }),
        openTeam,
      ]);
    },
    example: { ...example, from: 'member', to: 'admin' },
  }),
  'team.memberSuspended': template<Doing>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(
        of,
        `Your access to ${organization} is suspended`,
        `${by} has suspended your access to ${organization}.`,
        [note('Your sessions there have ended. Ask them if you think that this is a mistake.')],
      );
    },
    example,
  }),
  'team.memberReactivated': template<Doing>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(
        of,
        `Your access to ${organization} is back`,
        `${by} has given you back your access to ${organization}.`,
        [openPage('Open the dashboard', '/')],
      );
    },
    example,
  }),
  'team.memberRemoved': template<Doing>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(of, `You are no longer a member of ${organization}`, `${by} has removed you from ${organization}.`, [
        note('Your sessions there have ended. Your own account stays as it is.'),
      ]);
    },
    example,
  }),
  'team.ownershipGiven': template<Doing & Readonly<{ to: string }>>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(
        of,
        `${organization} has a new owner`,
        `${by} has made ${oneLine(of.to, 80)} the owner of ${organization} in your place.`,
        [note('If you did not want this, write to us at once.'), openTeam],
      );
    },
    example: { ...example, to: 'Jo Park' },
  }),
  'team.ownershipTaken': template<Doing>({
    write: (of) => {
      const { organization, by } = named(of);
      return news(of, `You are the owner of ${organization}`, `${by} has made you the owner of ${organization}.`, [
        note('An owner can do everything, billing included, and decides who else may.'),
        openTeam,
      ]);
    },
    example,
  }),
} as const;
