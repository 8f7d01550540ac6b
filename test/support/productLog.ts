import { createEventCodec, type EventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { PersonalData } from '../../application/ports/personalData.js';
import { personalDataKeys } from '../../infrastructure/crypto/personalDataKeys.js';
import { connectEventStore } from '../../infrastructure/eventstore/connectEventStore.js';
import { createPool } from '../../infrastructure/postgres/pool.js';
import type { FactLog } from './givenOrganization.js';

/** What it takes to write into a product's log. */
export type ProductStores = Readonly<{ eventStore: string; postgres: string; personalDataKey: string }>;

/** Works on the log of a running product, beside it, with its own codec and keys. */
export async function withProductLog<T>(
  stores: ProductStores,
  work: (
    log: FactLog & Readonly<{ eventStore: EventStore; codec: EventCodec; personalData: PersonalData }>,
  ) => Promise<T>,
): Promise<T> {
  const pool = createPool({
    connectionString: stores.postgres,
    applicationName: 'test',
    max: 1,
    onConnectionError: () => undefined,
  });
  const eventStore = await connectEventStore({ connectionString: stores.eventStore });
  try {
    const personalData = personalDataKeys(pool, [stores.personalDataKey]);
    return await work({ eventStore, codec: createEventCodec(eventRegistry, personalData), personalData });
  } finally {
    await eventStore.close();
    await pool.end();
  }
}
