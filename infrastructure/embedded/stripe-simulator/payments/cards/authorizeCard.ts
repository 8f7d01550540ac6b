import { type CardDecline, cardDecline } from './cardDecline.js';
import type { TestCard } from './testCards.js';

export type CardUse = Readonly<{
  /** The buyer is not there to authenticate. */
  offSession: boolean;
  /** The card was authenticated once for later use. */
  setUp: boolean;
  /** The buyer has just authenticated this payment. */
  authenticated: boolean;
}>;

export type CardAnswer =
  | Readonly<{ outcome: 'approved' }>
  | Readonly<{ outcome: 'authentication_wanted' }>
  | Readonly<{ outcome: 'declined'; decline: CardDecline }>;

/** Whether the bank wants the holder to authenticate before it answers. */
export function wantsAuthentication(card: TestCard, use: CardUse): boolean {
  if (use.authenticated) return false;
  switch (card.authentication) {
    case 'always':
      return true;
    case 'unless_set_up':
      return !use.setUp;
    case 'on_session':
      return !use.offSession;
    case 'never':
      return false;
  }
}

/** What the bank of a test card answers to a charge. */
export function authorizeCard(card: TestCard, use: CardUse): CardAnswer {
  if (wantsAuthentication(card, use)) return { outcome: 'authentication_wanted' };
  if (card.declines) return { outcome: 'declined', decline: cardDecline(card.declines) };
  return { outcome: 'approved' };
}
