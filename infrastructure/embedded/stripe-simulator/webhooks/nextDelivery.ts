import type { Account } from '../account/account.js';
import type { Delivery } from './delivery.js';
import { drawn, faultless, isMeant } from './webhookMode.js';

/** What is sent to an endpoint next; undefined when nothing waits, or what waits is held. */
export function nextDelivery({ records }: Account, endpoint: string): Delivery | undefined {
  const mode = records.get('sim.webhook_mode', 'mode') ?? faultless;
  if (!mode.hold && mode.window <= 1) return records.first('sim.delivery', 'line', endpoint);
  const waiting = records
    .where('sim.delivery', 'line', endpoint)
    .filter(({ type }) => !(mode.hold && isMeant(mode, type)));
  return waiting[drawn(mode, waiting.length)];
}
