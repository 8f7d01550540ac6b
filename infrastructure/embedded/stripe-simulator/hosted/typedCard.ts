import type { Context } from '../account/context.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { allTestCards } from '../payments/cards/testCards.js';
import { cardOfNumber, newMethod } from '../payments/methods/findMethod.js';
import type { Stored } from '../store/storedObjects.js';
import { escapeHtml } from './page.js';

type Fields = Readonly<Record<string, string>>;

const grouped = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');

/** The fields of a form that asks for a card, with the test cards to choose from. */
export const cardFields = (fields: Fields = {}): string => `
  <label for="number">Card number</label>
  <input id="number" name="number" list="cards" inputmode="numeric" autocomplete="off" required
    value="${escapeHtml(fields.number ?? '4242 4242 4242 4242')}">
  <datalist id="cards">${allTestCards()
    .map(({ number, tokens: [name] }) => `<option value="${grouped(number)}">${escapeHtml(name)}</option>`)
    .join('')}</datalist>
  <label for="expiry">Expiry (MM / YY)</label>
  <input id="expiry" name="expiry" autocomplete="off" required value="${escapeHtml(fields.expiry ?? '12 / 34')}">
  <label for="cvc">Security code</label>
  <input id="cvc" name="cvc" autocomplete="off" required value="${escapeHtml(fields.cvc ?? '123')}">`;

/**
 * The method that a person typed.
 * @throws StripeError 402 for a number that is no card's, 400 for an expiry that is no date to come
 */
export function typedMethod(context: Context, fields: Fields): Stored<'payment_method'> {
  const card = cardOfNumber(fields.number ?? '');
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(fields.expiry ?? '') ?? [];
  const expMonth = Number(month);
  const expYear = Number(year.length === 2 ? `20${year}` : year);
  const now = new Date(context.now() * 1000);
  const isOver = expYear * 12 + expMonth < now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
  if (expMonth < 1 || expMonth > 12 || isOver) {
    throw invalidRequest('The expiry of the card is in the past or no date.', { param: 'expiry' });
  }
  return newMethod(context, card, { expMonth, expYear });
}
