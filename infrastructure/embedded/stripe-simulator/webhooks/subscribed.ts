import type { Stored } from '../store/storedObjects.js';

/** Whether an endpoint wants events of a type; none of those told here has to be named beside `*`. */
export const isSubscribed = ({ status, enabled_events }: Stored<'webhook_endpoint'>, type: string): boolean =>
  status === 'enabled' && (enabled_events.includes(type) || enabled_events.includes('*'));
