import type { Account } from '../account/account.js';
import type { Page } from '../http/pages.js';
import { finishSetup } from '../payments/intents/confirmSetup.js';
import { finishAuthentication } from '../payments/intents/finishIntent.js';
import type { Simulator } from '../simulator.js';
import { page } from './page.js';
import { nothingHere } from './refusedPage.js';

type Kind = 'payment_intent' | 'setup_intent';

const kindOf = (id: string): Kind => (id.startsWith('seti_') ? 'setup_intent' : 'payment_intent');

/** The intent of an address while it waits for its holder. */
async function waiting(simulator: Simulator, id: string) {
  const account = await simulator.accountHolding(kindOf(id), id);
  const intent = account?.records.get(kindOf(id), id);
  return account && intent?.status === 'requires_action' ? { account, intent } : undefined;
}

const finish = (account: Account, id: string, succeeds: boolean) =>
  account.run((context) => {
    if (kindOf(id) === 'setup_intent') finishSetup(context, id, succeeds);
    else finishAuthentication(context, id, succeeds);
  });

const view: Page = {
  method: 'GET',
  path: '/authenticate/:intent',
  handle: async (simulator, { path: { intent: id = '' } }) => {
    if (!(await waiting(simulator, id))) return nothingHere;
    return {
      html: page(
        'Authenticate',
        `<section><h1>Your bank wants to know it is you</h1><form method="post">
          <button name="result" value="succeed">Complete authentication</button>
          <button class="quiet" name="result" value="fail">Fail authentication</button>
        </form></section>`,
      ),
    };
  },
};

const submit: Page = {
  method: 'POST',
  path: '/authenticate/:intent',
  handle: async (simulator, { path: { intent: id = '' }, fields }) => {
    const found = await waiting(simulator, id);
    if (!found) return nothingHere;
    const succeeds = fields.result === 'succeed';
    await finish(found.account, id, succeeds);
    const back = found.intent.next_action?.redirect_to_url?.return_url;
    if (!back) return { html: page('Done', '<section><h1>Thank you</h1><p>You may close this page.</p></section>') };
    const url = new URL(back);
    url.searchParams.set(kindOf(id), id);
    url.searchParams.set(`${kindOf(id)}_client_secret`, found.intent.client_secret ?? '');
    url.searchParams.set('redirect_status', succeeds ? 'succeeded' : 'failed');
    return { redirect: url.href };
  },
};

/** The bank's page where a card holder authenticates. */
export const authenticatePages = [view, submit];
