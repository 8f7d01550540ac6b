import { ContainerModule } from 'inversify';
import { linkStripeCustomer } from '../../../application/billing/linkStripeCustomer.js';
import { organizationOfStripeCustomer } from '../../../application/billing/organizationOfStripeCustomer.js';
import { whenStripeEventReceivedSyncBilling } from '../../../application/billing/reactions/whenStripeEventReceivedSyncBilling.js';
import { receiveStripeEvent } from '../../../application/billing/receiveStripeEvent.js';
import { recordCustomer } from '../../../application/billing/recordCustomer.js';
import { recordInvoiceFact } from '../../../application/billing/recordInvoiceFact.js';
import { recordStripeFact } from '../../../application/billing/recordStripeFact.js';
import { refreshStripeFact } from '../../../application/billing/refreshStripeFact.js';
import { takeUpPendingCharges } from '../../../application/billing/takeUpPendingCharges.js';
import { inTurn } from '../../../application/inTurn.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { isLiveKey } from '../../stripe/stripeClient.js';
import { stripeObjectReader } from '../../stripe/stripeObjectReader.js';
import { stripeWebhooks } from '../../stripe/stripeWebhooks.js';
import { TOKENS } from '../tokens.js';

/** Stripe's webhooks and what they do to billing accounts and invoices. */
export const billingModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.stripeWebhooks)
    .toResolvedValue(
      ({ stripeWebhookSecrets }, { STRIPE_SECRET_KEY = '' }) =>
        stripeWebhooks(stripeWebhookSecrets, isLiveKey(STRIPE_SECRET_KEY)),
      [TOKENS.secrets, TOKENS.environment],
    )
    .inSingletonScope();
  bind(TOKENS.turnOfStripeCustomer).toResolvedValue(inTurn).inSingletonScope();
  bind(TOKENS.stripeObjects)
    .toResolvedValue((stripe) => stripeObjectReader(stripe), [TOKENS.stripe])
    .inSingletonScope();
  bind(TOKENS.receiveStripeEvent)
    .toResolvedValue(
      (webhooks, record, clock) => receiveStripeEvent(webhooks, record, clock),
      [TOKENS.stripeWebhooks, TOKENS.recordStripeEvent, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.organizationOfStripeCustomer)
    .toResolvedValue(
      ({ handleCommand, currentState }, clock) =>
        organizationOfStripeCustomer(currentState, linkStripeCustomer(handleCommand, clock)),
      [TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.recordStripeFact)
    .toResolvedValue(
      (stripeObjects, { handleCommand, currentState }, clock) =>
        recordStripeFact(
          recordInvoiceFact(
            handleCommand,
            takeUpPendingCharges(stripeObjects, currentState, handleCommand, clock),
            clock,
          ),
          recordCustomer(stripeObjects, handleCommand, clock),
          handleCommand,
          clock,
        ),
      [TOKENS.stripeObjects, TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (webhooks, stripeObjects, organizationOf, record, { currentState }, turnOf) => {
        const refresh = refreshStripeFact(stripeObjects);
        return [
          reaction(whenStripeEventReceivedSyncBilling(webhooks, organizationOf, refresh, record, currentState, turnOf)),
        ];
      },
      [
        TOKENS.stripeWebhooks,
        TOKENS.stripeObjects,
        TOKENS.organizationOfStripeCustomer,
        TOKENS.recordStripeFact,
        TOKENS.commandHandling,
        TOKENS.turnOfStripeCustomer,
      ],
    )
    .inSingletonScope();
});
