import type { Account } from '../account/account.js';
import type { Context } from '../account/context.js';
import { addEventDestination } from './thin/eventDestinationEndpoints.js';
import { addWebhookEndpoint } from './webhookEndpointEndpoints.js';

const MARK = 'connected_by';
const USAGE_ERRORS = ['v1.billing.meter.error_report_triggered', 'v1.billing.meter.no_meter_found'];

/**
 * Has an account tell everything to one address of a program that starts beside it, signed with a secret that program knows.
 * Asked again, the same endpoint moves to the new address.
 * @param name who connects; one endpoint for each name
 */
export async function connectWebhooks(account: Account, name: string, url: string, secret: string): Promise<void> {
  await account.run((context) => {
    const { store } = context;
    const known = store.all('webhook_endpoint').find(({ metadata }) => metadata[MARK] === name);
    if (!known) {
      addWebhookEndpoint(context, { url, secret, enabledEvents: ['*'], metadata: { [MARK]: name } });
    } else {
      store.update('webhook_endpoint', known.id, { url, status: 'enabled' });
      store.put('sim.endpoint_secrets', { id: known.id, secrets: [{ secret, validUntil: null }] });
    }
    connectThinEvents(context, name, url, secret);
  });
}

/** Usage that was taken and thrown away is told by thin events alone. */
function connectThinEvents(context: Context, name: string, url: string, secret: string): void {
  const { store } = context;
  const known = store.all('v2.core.event_destination').find(({ metadata }) => metadata?.[MARK] === name);
  if (known) {
    store.update('v2.core.event_destination', known.id, { webhook_endpoint: { url }, status: 'enabled' });
    store.put('sim.endpoint_secrets', { id: known.id, secrets: [{ secret, validUntil: null }] });
    return;
  }
  addEventDestination(context, { name, url, secret, enabledEvents: USAGE_ERRORS, metadata: { [MARK]: name } });
}
