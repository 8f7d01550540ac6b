import type { Account } from '../../account/account.js';
import type { Context } from '../../account/context.js';
import type { Page, PageAnswer } from '../../http/pages.js';
import type { Stored } from '../../store/storedObjects.js';
import { escapeHtml, moneyText, page } from '../page.js';
import { nothingHere, orRefusal } from '../refusedPage.js';
import { cardFields, typedMethod } from '../typedCard.js';
import { actInPortal, type PortalAct, portalOf } from './actInPortal.js';

type Fields = Readonly<Record<string, string>>;
type Features = ReturnType<typeof portalOf>['features'];

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
const form = (action: string, inner: string): string =>
  `<form method="post"><input type="hidden" name="action" value="${action}">${inner}</form>`;

function prices(context: Context, features: Features): string {
  const offered = features.subscription_update.products?.flatMap((product) => product.prices) ?? [];
  const options = offered.flatMap((id) => context.store.get('price', id) ?? []);
  return options
    .map(({ id, unit_amount, currency, recurring }) => {
      const amount = unit_amount === null ? '' : ` ${moneyText(unit_amount, currency)}`;
      return `<option value="${escapeHtml(id)}">${escapeHtml(id)}${amount} per ${recurring?.interval ?? 'piece'}</option>`;
    })
    .join('');
}

function subscriptionCard(context: Context, subscription: Stored<'subscription'>, features: Features): string {
  const id = `<input type="hidden" name="subscription" value="${escapeHtml(subscription.id)}">`;
  const [item] = subscription.items.data;
  const ends = subscription.cancel_at;
  const state = ends === null ? `renews ${day(item?.current_period_end ?? 0)}` : `ends ${day(ends)}`;
  const cancels = features.subscription_cancel.enabled
    ? ends === null
      ? form('subscription_cancel', `${id}<button class="quiet">Cancel</button>`)
      : form('subscription_renew', `${id}<button>Do not cancel</button>`)
    : '';
  const choice = features.subscription_update.enabled ? prices(context, features) : '';
  const changes = choice
    ? form(
        'subscription_update',
        `${id}<label>Plan<select name="price">${choice}</select></label><button>Change</button>`,
      )
    : '';
  return `<section><h2>${escapeHtml(subscription.id)}</h2><p>${subscription.status}, ${state}</p>${changes}${cancels}</section>`;
}

function portal(context: Context, id: string, problem: string): string {
  const { session, customer, features, subscriptions } = portalOf(context, id);
  const methods = context.store.where('payment_method', 'customer', customer.id);
  const cards = methods.map(({ card, id: method }) => {
    const isDefault = customer.invoice_settings.default_payment_method === method ? ' (default)' : '';
    return `<p>${escapeHtml(card?.brand ?? 'card')} •••• ${card?.last4 ?? ''}${isDefault}</p>`;
  });
  const invoices = context.store.where('invoice', 'customer', customer.id).filter(({ status }) => status !== 'draft');
  const rows = invoices
    .reverse()
    .map(
      ({ number, total, currency, status }) =>
        `<tr><td>${escapeHtml(number ?? '')}, ${status}</td><td>${moneyText(total, currency)}</td></tr>`,
    );
  const newCard = features.payment_method_update.enabled
    ? form('payment_method_update', `${cardFields()}<button>Use this card</button>`)
    : '';
  const history = features.invoice_history.enabled
    ? `<section><h2>Invoices</h2><table>${rows.join('')}</table></section>`
    : '';
  const back = session.return_url ? `<p><a href="${escapeHtml(session.return_url)}">Back</a></p>` : '';
  return page(
    'Billing',
    `<h1>${escapeHtml(customer.name ?? customer.email ?? customer.id)}</h1>${problem}
    ${subscriptions.map((one) => subscriptionCard(context, one, features)).join('')}
    <section><h2>Cards</h2>${cards.join('')}${newCard}</section>${history}${back}`,
  );
}

/** What a posted form asks for; undefined when it is none of ours. */
function actOf(context: Context, { action, subscription = '', price, ...fields }: Fields): PortalAct | undefined {
  switch (action) {
    case 'payment_method_update':
      return { action, payment_method: typedMethod(context, fields).id };
    case 'subscription_cancel':
    case 'subscription_renew':
      return { action, subscription };
    case 'subscription_update':
      return { action, subscription, price };
    default:
      return undefined;
  }
}

const show = (account: Account, id: string, problem = ''): Promise<string> =>
  account.run((context) => portal(context, id, problem));

async function act(account: Account, id: string, fields: Fields): Promise<PageAnswer> {
  const session = await account.run((context) => {
    const wish = actOf(context, fields);
    return wish ? actInPortal(context, id, wish) : context.inPath('billing_portal.session', id);
  });
  const after = session.flow?.after_completion;
  if (after?.type === 'redirect' && after.redirect) return { redirect: after.redirect.return_url };
  return { html: await show(account, id) };
}

const view: Page = {
  method: 'GET',
  path: '/portal/:session',
  handle: async (simulator, { path: { session = '' } }) => {
    const account = await simulator.accountHolding('billing_portal.session', session);
    return account ? { html: await show(account, session) } : nothingHere;
  },
};

const submit: Page = {
  method: 'POST',
  path: '/portal/:session',
  handle: async (simulator, { path: { session = '' }, fields }) => {
    const account = await simulator.accountHolding('billing_portal.session', session);
    if (!account) return nothingHere;
    return orRefusal(
      () => act(account, session, fields),
      (problem) => show(account, session, problem),
    );
  },
};

/** The page where a customer looks after subscriptions and cards. */
export const portalPages = [view, submit];
