import { ContainerModule } from 'inversify';
import { explainBalance } from '../../../application/billing/explainBalance.js';
import { explainInvoice } from '../../../application/billing/explainInvoice.js';
import { lookupKeyOfPrice } from '../../../application/billing/lookupKeyOfPrice.js';
import { partOfPrice } from '../../../application/billing/partOfPrice.js';
import { whenCollectingChangesAdvanceDunning } from '../../../application/billing/reactions/whenCollectingChangesAdvanceDunning.js';
import { whenInvoiceActionRequestedAskStripe } from '../../../application/billing/reactions/whenInvoiceActionRequestedAskStripe.js';
import { requestInvoiceAction } from '../../../application/billing/requestInvoiceAction.js';
import { restrictionOf } from '../../../application/billing/restrictionOf.js';
import { followedDecider } from '../../../application/followedDecider.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { dunningDecider } from '../../../domain/billing/dunning/dunning.decider.js';
import { stripeInvoices } from '../../stripe/stripeInvoices.js';
import { recordedStreams } from '../recordedStreams.js';
import { TOKENS } from '../tokens.js';

/** What people do to invoices, and what is told of them. */
export const invoicesModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.stripeInvoices)
    .toResolvedValue((stripe) => stripeInvoices(stripe), [TOKENS.stripe])
    .inSingletonScope();
  bind(TOKENS.requestInvoiceAction)
    .toResolvedValue(
      ({ handleCommand, currentState }, clock) => requestInvoiceAction(handleCommand, currentState, clock),
      [TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.lookupKeyOfPrice)
    .toResolvedValue(
      (eventStore, codec) => lookupKeyOfPrice(recordedStreams(eventStore, codec)),
      [TOKENS.eventStore, TOKENS.codec],
    )
    .inSingletonScope();
  bind(TOKENS.partOfPrice)
    .toResolvedValue((lookupKeyOf) => partOfPrice(lookupKeyOf), [TOKENS.lookupKeyOfPrice])
    .inSingletonScope();
  bind(TOKENS.explainInvoice)
    .toResolvedValue(
      (eventStore, codec, lookupKeyOf) => explainInvoice(recordedStreams(eventStore, codec), lookupKeyOf),
      [TOKENS.eventStore, TOKENS.codec, TOKENS.lookupKeyOfPrice],
    )
    .inSingletonScope();
  bind(TOKENS.explainBalance)
    .toResolvedValue(
      (eventStore, codec) => explainBalance(recordedStreams(eventStore, codec)),
      [TOKENS.eventStore, TOKENS.codec],
    )
    .inSingletonScope();
  bind(TOKENS.restrictionOf)
    .toResolvedValue(
      (followed) => restrictionOf(followedDecider(followed, 'dunning', dunningDecider)),
      [TOKENS.followedStates],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (invoices, objects, { handleCommand, currentState }, clock) => [
        reaction(whenInvoiceActionRequestedAskStripe(invoices, objects, handleCommand, clock)),
        reaction(whenCollectingChangesAdvanceDunning(currentState, handleCommand, clock)),
      ],
      [TOKENS.stripeInvoices, TOKENS.stripeObjects, TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
});
