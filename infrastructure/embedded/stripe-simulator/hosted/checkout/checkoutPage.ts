import type { Account } from '../../account/account.js';
import type { Context } from '../../account/context.js';
import type { Page, PageAnswer } from '../../http/pages.js';
import { wantsAuthentication } from '../../payments/cards/authorizeCard.js';
import { testCardOfNumber } from '../../payments/cards/testCards.js';
import type { Stored } from '../../store/storedObjects.js';
import { escapeHtml, moneyText, page } from '../page.js';
import { nothingHere, orRefusal } from '../refusedPage.js';
import { cardFields, typedMethod } from '../typedCard.js';
import { checkoutLineItems } from './checkoutLineItems.js';
import { completeCheckout } from './completeCheckout.js';

type Session = Stored<'checkout.session'>;
type Fields = Readonly<Record<string, string>>;

const row = (name: string, amount: string, kind = '') => `<tr class="${kind}"><td>${name}</td><td>${amount}</td></tr>`;

function summary(context: Context, session: Session): string {
  if (session.mode === 'setup') return '<h1>Save a card</h1>';
  const currency = session.currency ?? 'usd';
  const lines = checkoutLineItems(context, session).map(({ description, quantity, amount_subtotal, price }) => {
    const every = price.recurring ? ` <span class="soft">per ${escapeHtml(price.recurring.interval)}</span>` : '';
    const count = quantity === null ? 'as used' : `× ${quantity}`;
    return row(`${escapeHtml(description ?? price.id)} ${count}${every}`, moneyText(amount_subtotal, currency));
  });
  const discount = session.total_details?.amount_discount ?? 0;
  const off = discount > 0 ? [row('Discount', moneyText(-discount, currency))] : [];
  const total = row('Due today', moneyText(session.amount_total ?? 0, currency), 'total');
  return `<h1>${session.mode === 'subscription' ? 'Subscribe' : 'Pay'}</h1><table>${[...lines, ...off, total].join('')}</table>`;
}

function form(context: Context, session: Session, fields: Fields, problem: string): string {
  const adjustable = context.inPath('sim.checkout', session.id).lines.find((line) => line.adjustable);
  const email = session.customer === null;
  const codes = session.allow_promotion_codes === true;
  const input = (name: string, label: string, rest: string) =>
    `<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${escapeHtml(fields[name] ?? '')}" ${rest}>`;
  return page(
    'Checkout',
    `<section>${summary(context, session)}</section>
    <section><form method="post">${problem}
      ${email ? input('email', 'Email', 'type="email" required') : ''}
      ${adjustable ? input('quantity', 'Quantity', `type="number" placeholder="${adjustable.quantity ?? 1}"`) : ''}
      ${codes ? input('promotion_code', 'Promotion code', 'autocomplete="off"') : ''}
      ${cardFields(fields)}
      <button>${session.mode === 'setup' ? 'Save card' : session.mode === 'subscription' ? 'Subscribe' : 'Pay'}</button>
      ${session.cancel_url ? `<p><a href="${escapeHtml(session.cancel_url)}">Back</a></p>` : ''}
    </form></section>`,
  );
}

/** The bank's question to the holder, with what was typed kept for after the answer. */
function question(fields: Fields): string {
  const kept = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    'Authenticate',
    `<section><h1>Your bank wants to know it is you</h1><form method="post">${kept.join('')}
      <button name="authenticated" value="yes">Complete authentication</button>
      <button class="quiet" name="authenticated" value="no">Fail authentication</button>
    </form></section>`,
  );
}

const asksHolder = (fields: Fields): boolean => {
  const card = testCardOfNumber(fields.number ?? '');
  return !!card && wantsAuthentication(card, { offSession: false, setUp: false, authenticated: false });
};

const filled = (value: string | undefined): string | undefined => (value?.trim() ? value.trim() : undefined);

async function pay(account: Account, id: string, fields: Fields): Promise<PageAnswer> {
  const done = await account.run((context) => {
    const quantity = filled(fields.quantity);
    return completeCheckout(context, id, {
      paymentMethod: typedMethod(context, fields).id,
      email: filled(fields.email),
      promotionCode: filled(fields.promotion_code),
      quantity: quantity === undefined ? undefined : Number(quantity),
    });
  });
  const next = done.success_url ?? done.return_url;
  if (next) return { redirect: next.replaceAll('{CHECKOUT_SESSION_ID}', id) };
  return { html: page('Done', '<section><h1>Thank you</h1></section>') };
}

async function show(account: Account, id: string, fields: Fields, problem: string): Promise<string> {
  return account.run((context) => form(context, context.inPath('checkout.session', id), fields, problem));
}

const view: Page = {
  method: 'GET',
  path: '/checkout/:session',
  handle: async (simulator, { path: { session = '' } }) => {
    const account = await simulator.accountHolding('checkout.session', session);
    if (account?.records.get('checkout.session', session)?.status !== 'open') return nothingHere;
    return { html: await show(account, session, {}, '') };
  },
};

const submit: Page = {
  method: 'POST',
  path: '/checkout/:session',
  handle: async (simulator, { path: { session = '' }, fields }) => {
    const account = await simulator.accountHolding('checkout.session', session);
    if (!account) return nothingHere;
    const { authenticated, ...typed } = fields;
    if (asksHolder(typed) && authenticated !== 'yes') {
      if (authenticated === undefined) return { html: question(typed) };
      const failed = '<p class="problem" role="alert">Your bank could not authenticate you. Try another card.</p>';
      return { status: 402, html: await show(account, session, typed, failed) };
    }
    return orRefusal(
      () => pay(account, session, typed),
      (problem) => show(account, session, typed, problem),
    );
  },
};

/** The page where a person pays. */
export const checkoutPages = [view, submit];
