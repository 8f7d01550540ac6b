import type { Records } from '../store/records.js';

/** Who is told of events: a webhook endpoint, or a destination of thin events. */
export type Receiver = Readonly<{
  id: string;
  url: string;
  enabled: boolean;
  /** The version that snapshots are told in; null for thin events, which have none. */
  apiVersion: string | null;
}>;

/** The receiver of an id; undefined when it was removed. */
export function receiverOf(store: Records, id: string): Receiver | undefined {
  const endpoint = store.get('webhook_endpoint', id);
  if (endpoint)
    return { id, url: endpoint.url, enabled: endpoint.status === 'enabled', apiVersion: endpoint.api_version };
  const destination = store.get('v2.core.event_destination', id);
  const url = destination?.webhook_endpoint?.url;
  return url === undefined ? undefined : { id, url, enabled: destination?.status === 'enabled', apiVersion: null };
}

/** Ids of all there are. */
export const receivers = (store: Records): string[] =>
  [...store.all('webhook_endpoint'), ...store.all('v2.core.event_destination')].map(({ id }) => id);
