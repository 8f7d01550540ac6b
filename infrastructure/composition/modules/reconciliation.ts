import { ContainerModule } from 'inversify';
import { compareReportedUsage } from '../../../application/billing/compareReportedUsage.js';
import { listStripeFacts } from '../../../application/billing/listStripeFacts.js';
import { parkedWebhooks } from '../../../application/billing/parkedWebhooks.js';
import { reconcileBilling } from '../../../application/billing/reconcileBilling.js';
import { recordStripeEvent } from '../../../application/billing/recordStripeEvent.js';
import { refreshStripeFact } from '../../../application/billing/refreshStripeFact.js';
import { sweepStripeEvents } from '../../../application/billing/sweepStripeEvents.js';
import { parkedEvents } from '../../postgres/parkedEvents.js';
import { sweepProgress } from '../../postgres/sweepProgress.js';
import { stripeEventLog } from '../../stripe/stripeEventLog.js';
import { stripeInventory } from '../../stripe/stripeInventory.js';
import { stripeMeters } from '../../stripe/stripeMeters.js';
import { recordedStreams } from '../recordedStreams.js';
import { TOKENS } from '../tokens.js';

/** What brings ours and Stripe's together where webhooks did not. */
export const reconciliationModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.recordStripeEvent)
    .toResolvedValue(
      ({ handleCommand }, clock) => recordStripeEvent(handleCommand, clock),
      [TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.sweepStripeEvents)
    .toResolvedValue(
      (stripe, pool, record) => sweepStripeEvents(stripeEventLog(stripe), sweepProgress(pool, 'stripe events'), record),
      [TOKENS.stripe, TOKENS.pool, TOKENS.recordStripeEvent],
    )
    .inSingletonScope();
  bind(TOKENS.reconcileBilling)
    .toResolvedValue(
      (stripe, objects, { currentState }, organizationOf, record, eventStore, codec, clock) => {
        const log = recordedStreams(eventStore, codec);
        const list = listStripeFacts(stripeInventory(stripe, objects), objects, log, currentState, clock);
        return reconcileBilling({
          list,
          currentState,
          organizationOf,
          refresh: refreshStripeFact(objects),
          record,
          log,
        });
      },
      [
        TOKENS.stripe,
        TOKENS.stripeObjects,
        TOKENS.commandHandling,
        TOKENS.organizationOfStripeCustomer,
        TOKENS.recordStripeFact,
        TOKENS.eventStore,
        TOKENS.codec,
        TOKENS.clock,
      ],
    )
    .inSingletonScope();
  bind(TOKENS.compareReportedUsage)
    .toResolvedValue(
      (stripe, eventStore, codec) => compareReportedUsage(recordedStreams(eventStore, codec), stripeMeters(stripe)),
      [TOKENS.stripe, TOKENS.eventStore, TOKENS.codec],
    )
    .inSingletonScope();
  bind(TOKENS.parkedWebhooks)
    .toResolvedValue(
      (pool, eventStore, codec) => parkedWebhooks(parkedEvents(pool), eventStore, codec),
      [TOKENS.pool, TOKENS.eventStore, TOKENS.codec],
    )
    .inSingletonScope();
});
