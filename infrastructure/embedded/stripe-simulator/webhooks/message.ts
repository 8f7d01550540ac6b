import type { Context } from '../account/context.js';
import { rendered } from '../http/expand.js';
import type { Includables } from '../http/includables.js';
import { type Delivery, inState } from './delivery.js';
import { receiverOf } from './receiver.js';
import { notificationOf } from './thin/thinEvent.js';
import { takeFault } from './webhookMode.js';

/** What is sent for a delivery. */
export type Message = Readonly<{
  url: string;
  body: string;
  secrets: readonly string[];
  /** Whether it is signed as if it were old. */
  stale: boolean;
  /** How often it is sent. */
  copies: number;
}>;

const OTHER_VERSION = '2023-10-16';

/** What is sent; undefined when nobody is there for it any more, or what was to be told has been taken back. */
export function messageOf(context: Context, { id }: Delivery, includables: Includables): Message | undefined {
  const { store } = context;
  const delivery = store.get('sim.delivery', id);
  if (!delivery) return undefined;
  const { type } = delivery;
  const mode = store.get('sim.webhook_mode', 'mode');
  if (mode && mode.window > 1) store.put('sim.webhook_mode', { ...mode, drawn: mode.drawn + 1 });
  const receiver = receiverOf(store, delivery.endpoint);
  const kept = store.get('sim.endpoint_secrets', delivery.endpoint);
  if (!receiver?.enabled || !kept || takeFault(context, 'drop', type)) {
    store.put('sim.delivery', inState(delivery, 'dropped'));
    return undefined;
  }
  const live = kept.secrets.filter(({ validUntil }) => validUntil === null || validUntil > Date.now());
  const secrets = live.map(({ secret }) => secret);
  const shown = bodyOf(context, delivery.event, includables);
  if (!shown) return undefined;
  const version = takeFault(context, 'wrongVersion', type) ? OTHER_VERSION : receiver.apiVersion;
  return {
    url: receiver.url,
    body: JSON.stringify('api_version' in shown && version ? { ...shown, api_version: version } : shown),
    secrets: takeFault(context, 'corruptSignature', type) ? secrets.map((secret) => `${secret}?`) : secrets,
    stale: takeFault(context, 'staleTimestamp', type),
    copies: takeFault(context, 'duplicate', type) ? 2 : 1,
  };
}

/** An event as it is told; undefined when it has been taken back or forgotten. */
function bodyOf(context: Context, id: string, includables: Includables): object | undefined {
  const event = context.store.get('event', id);
  if (event) return rendered(context, event, [], includables);
  const thin = context.store.get('v2.core.event', id);
  return thin && notificationOf(thin);
}
