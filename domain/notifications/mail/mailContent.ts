/** The name mails are sent under. */
export const PRODUCT_NAME = 'Objecta';

/** Where a button leads. */
export type MailLink =
  /** A path in the dashboard. */
  | Readonly<{ to: 'dashboard'; path: string }>
  /** An address of somebody else, such as a page of Stripe. */
  | Readonly<{ to: 'elsewhere'; url: string }>
  /** A page that takes a token. Which token is said; the token itself is minted when the mail leaves, and stays out of the log. */
  | Readonly<{
      to: 'secret';
      purpose: 'invitation' | 'emailVerification' | 'passwordReset';
      ids: readonly string[];
      generation: number;
      expiresAt: string;
    }>;

/** Everything a mail can be made of; both its HTML and its text are made from this. */
export type MailBlock<Link = MailLink> =
  | Readonly<{ kind: 'heading'; text: string }>
  | Readonly<{ kind: 'paragraph'; text: string }>
  | Readonly<{ kind: 'button'; label: string; link: Link }>
  | Readonly<{ kind: 'details'; rows: readonly Readonly<{ label: string; value: string }>[] }>
  /** Something to be careful about, set apart from the rest. */
  | Readonly<{ kind: 'note'; text: string }>;

/** What a mail says. Its texts may hold what people wrote: they are text, never markup and never links. */
export type MailContent<Link = MailLink> = Readonly<{
  subject: string;
  /** Shown beside the subject before the mail is opened. */
  preheader: string;
  blocks: readonly MailBlock<Link>[];
  /** Why somebody gets it, for the foot of the mail. */
  because: string;
}>;

/** A kind of mail: how it is written, and an example to look at. */
export type MailTemplate<Parameters> = Readonly<{
  write: (parameters: Parameters) => MailContent;
  example: Parameters;
}>;

export const template = <Parameters>(made: MailTemplate<Parameters>): MailTemplate<Parameters> => made;

export const heading = (text: string): MailBlock => ({ kind: 'heading', text });
export const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text });
export const note = (text: string): MailBlock => ({ kind: 'note', text });
export const button = (label: string, link: MailLink): MailBlock => ({ kind: 'button', label, link });
/** A button to a page of the dashboard. */
export const openPage = (label: string, path: string): MailBlock => button(label, { to: 'dashboard', path });
/** Facts by name; those that are not known are left out. */
export const details = (facts: Readonly<Record<string, string | null | undefined>>): MailBlock => ({
  kind: 'details',
  rows: Object.entries(facts).flatMap(([label, value]) => (value ? [{ label, value }] : [])),
});

/** Puts an address in the place of every link. */
export const withAddresses = <From, To>(
  content: MailContent<From>,
  addressOf: (link: From) => To,
): MailContent<To> => ({
  ...content,
  blocks: content.blocks.map((block) => (block.kind === 'button' ? { ...block, link: addressOf(block.link) } : block)),
});
