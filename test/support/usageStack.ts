import { closeUsagePeriod } from '../../application/billing/closeUsagePeriod.js';
import { correctUsage } from '../../application/billing/correctUsage.js';
import { recordUsage } from '../../application/billing/recordUsage.js';
import { usageBooks } from '../../application/billing/usageBooks.js';
import type { CommandContext } from '../../application/commandContext.js';
import { createEventCodec } from '../../application/events/eventCodec.js';
import { eventRegistry } from '../../application/events/eventRegistry.js';
import { createFollowedStates } from '../../application/followedStates.js';
import { createCommandHandling } from '../../application/handleCommand.js';
import { followedUsageTerms } from '../../infrastructure/composition/followedUsageTerms.js';
import { recordedUsage } from '../../infrastructure/composition/recordedUsage.js';
import { scopedQueries } from '../../infrastructure/postgres/scopedQueries.js';
import { usageCountersProjector } from '../../projections/billing/usageCounters/usageCounters.projector.js';
import { usageRecordsProjector } from '../../projections/billing/usageRecords/usageRecords.projector.js';
import { testStack } from '../projections/runtime/support/testStack.js';
import { readerQueries } from './readerQueries.js';

/** Nothing of usage is personal. */
const noPersonalData = {
  encrypt: () => Promise.reject(new Error('usage has nothing personal')),
  decrypt: () => Promise.reject(new Error('usage has nothing personal')),
  erase: () => Promise.resolve(),
};

export const contextOf = (commandId: string, organizationId: string): CommandContext => ({
  ...{ commandId, correlationId: commandId, causationId: commandId, organizationId },
  actor: { kind: 'user', id: 'tester' },
});

/** The log, the read models of usage, and as many API processes as are asked for; all closed after the test. */
export async function openUsage(clock: Readonly<{ now: () => Date }>) {
  const codec = createEventCodec(eventRegistry, noPersonalData);
  const stack = await testStack({ codec });
  stack.run(usageCountersProjector);
  stack.run(usageRecordsProjector);
  const platformQueries = scopedQueries(stack.pool).shared;

  /** What one process of the product has: its own caches, over the same log. */
  function process() {
    const handling = createCommandHandling(stack.eventStore, codec);
    const books = usageBooks(handling, stack.eventStore, recordedUsage(platformQueries, stack.progress), clock);
    const followed = createFollowedStates({ eventStore: stack.eventStore, codec, isFollowing: () => false });
    const termsOf = followedUsageTerms(followed);
    return {
      ...handling,
      termsOf,
      record: recordUsage(books, termsOf, clock),
      correct: correctUsage(books, termsOf, clock),
      close: closeUsagePeriod(books, clock),
    };
  }
  return { ...stack, platformQueries, queries: readerQueries(stack.databaseUrl), process };
}
