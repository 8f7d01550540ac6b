import { expect, it } from 'vitest';
import { restrictionOf } from '../../application/billing/restrictionOf.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { followedDecider } from '../../application/followedDecider.js';
import { createFollowedStates } from '../../application/followedStates.js';
import { dunningDecider } from '../../domain/billing/dunning/dunning.decider.js';
import type { DunningEvent } from '../../domain/billing/dunning/dunning.events.js';
import { dunningStream } from '../../domain/billing/streams.js';
import { givenEvent } from '../support/givenOrganization.js';
import { memoryLog } from '../support/memoryLog.js';

const organizationId = 'acme';
const stream = dunningStream(organizationId);
const arrears = {
  ...{ invoiceId: 'in_1', customerId: 'cus_1', number: 'A-1' },
  ...{ amountDue: 2_900, currency: 'eur', hostedInvoiceUrl: null },
};
const at = '2026-01-01T00:00:00.000Z';
const unpaid: readonly DunningEvent[] = [
  {
    type: 'DunningStarted',
    data: { organizationId, arrears, at, attempt: 1, nextAttemptAt: null, subscriptionId: null },
  },
  { type: 'AccessRestricted', data: { organizationId, arrears, at, because: 'attemptsExhausted' } },
];
const paid: readonly DunningEvent[] = [
  { type: 'DunningEnded', data: { organizationId, invoiceId: 'in_1', how: 'paid', at } },
  { type: 'AccessRestored', data: { organizationId, invoiceId: 'in_1', at } },
];

it('knows what an organization owes, and reads again only when its stream has something new', async () => {
  const nothingPersonal = { encrypt: async () => '-', decrypt: async () => '-' };
  const codec = createEventCodec(eventRegistry, nothingPersonal);
  const eventStore = memoryLog(new Date(0));
  let reads = 0;
  const readStream = (name: string, from?: bigint) => {
    reads += 1;
    return eventStore.readStream(name, from);
  };
  const followed = createFollowedStates({ eventStore: { readStream }, codec, isFollowing: () => true });
  const restriction = restrictionOf(followedDecider(followed, 'dunning', dunningDecider));
  const happens = async (events: readonly DunningEvent[]) => {
    for (const event of events) await givenEvent({ eventStore, codec, at: new Date(0) }, organizationId, stream, event);
    followed.markStale(stream);
  };

  expect([await restriction(organizationId), await restriction(organizationId), reads]).toEqual([
    undefined,
    undefined,
    1,
  ]);
  await happens(unpaid);
  expect([await restriction(organizationId), await restriction(organizationId), reads]).toEqual([arrears, arrears, 2]);
  await happens(paid);
  expect([await restriction(organizationId), reads]).toEqual([undefined, 3]);
});
