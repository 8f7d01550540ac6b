import { control } from '../http/controls.js';
import { array, flag, integer, parameters, text } from '../http/parameters.js';
import type { Subject } from '../subject.js';
import { inState } from './delivery.js';
import { rollSecret } from './rollSecret.js';
import { deliverAgain } from './sendEvent.js';
import { faultless, type WebhookMode } from './webhookMode.js';

const MOST_SHOWN = 1_000;

const setMode = control({
  method: 'POST',
  path: '/webhooks/mode',
  params: parameters({
    reset: flag().optional(),
    hold: flag().optional(),
    release: flag().optional(),
    types: array(text()).optional(),
    drop: integer().optional(),
    duplicate: integer().optional(),
    reorder: parameters({ window: integer().optional(), seed: text().optional() }).optional(),
    delay_ms: integer().optional(),
    corrupt_signature: integer().optional(),
    stale_timestamp: integer().optional(),
    wrong_version: integer().optional(),
    split_event: integer().optional(),
  }),
  handle: (account, { params }) =>
    account.run(({ store }) => {
      const before = (params.reset ? undefined : store.get('sim.webhook_mode', 'mode')) ?? faultless;
      const { reorder } = params;
      const mode: WebhookMode = {
        ...before,
        types: params.types ?? before.types,
        hold: params.release ? false : (params.hold ?? before.hold),
        drop: params.drop ?? before.drop,
        duplicate: params.duplicate ?? before.duplicate,
        window: reorder ? (reorder.window ?? MOST_SHOWN) : before.window,
        seed: reorder?.seed ?? before.seed,
        drawn: reorder ? 0 : before.drawn,
        delayMs: params.delay_ms ?? before.delayMs,
        corruptSignature: params.corrupt_signature ?? before.corruptSignature,
        staleTimestamp: params.stale_timestamp ?? before.staleTimestamp,
        wrongVersion: params.wrong_version ?? before.wrongVersion,
        splitEvent: params.split_event ?? before.splitEvent,
      };
      return store.put('sim.webhook_mode', mode);
    }),
});

const showMode = control({
  method: 'GET',
  path: '/webhooks/mode',
  params: parameters({}),
  handle: ({ records }) => records.get('sim.webhook_mode', 'mode') ?? faultless,
});

const deliveries = control({
  method: 'GET',
  path: '/webhooks/deliveries',
  params: parameters({ event: text().optional(), state: text().optional(), type: text().optional() }),
  handle: ({ records }, { params }) => {
    const { event, state, type } = params;
    const all = event ? records.where('sim.delivery', 'event', event) : records.all('sim.delivery');
    const meant = all.filter((each) => (!state || each.state === state) && (!type || each.type === type));
    return { deliveries: meant.slice(-MOST_SHOWN).reverse() };
  },
});

const resend = control({
  method: 'POST',
  path: '/webhooks/:event/resend',
  params: parameters({}),
  handle: (account, { path }) =>
    account.run((context) => {
      const id = path.event ?? '';
      if (!context.store.get('v2.core.event', id)) context.inPath('event', id);
      const again = context.store.where('sim.delivery', 'event', id);
      for (const delivery of again) context.store.put('sim.delivery', inState(delivery, 'pending'));
      return { resent: again.length };
    }),
});

const flush = control({
  method: 'POST',
  path: '/webhooks/flush',
  params: parameters({ retry: flag().optional() }),
  handle: async (account, { params, simulator }) => {
    if (params.retry) {
      await account.run((context) => {
        for (const { id } of context.store.where('sim.delivery', 'state', 'waiting')) deliverAgain(context, id);
      });
    }
    await (await simulator.deliverer(account.key)).idle();
    const count = (state: string) => account.records.where('sim.delivery', 'state', state).length;
    return Object.fromEntries(
      ['pending', 'waiting', 'delivered', 'failed', 'dropped'].map((each) => [each, count(each)]),
    );
  },
});

const roll = control({
  method: 'POST',
  path: '/webhooks/:endpoint/roll_secret',
  params: parameters({ secret: text().optional(), expires_in: integer().optional() }),
  handle: (account, { path, params }) =>
    account.run((context) => rollSecret(context, path.endpoint ?? '', params.secret, params.expires_in)),
});

/** Webhooks as a test or a person disturbs and watches them. */
export const webhookControlSubject: Subject = { controls: [setMode, showMode, deliveries, resend, flush, roll] };
