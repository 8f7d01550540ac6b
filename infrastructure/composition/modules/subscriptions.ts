import { ContainerModule } from 'inversify';
import { askStripe } from '../../../application/billing/askStripe.js';
import { linkStripeCustomer } from '../../../application/billing/linkStripeCustomer.js';
import { offersForChange } from '../../../application/billing/offersForChange.js';
import { planOfferOf } from '../../../application/billing/planOfferOf.js';
import { previewSubscriptionChange } from '../../../application/billing/previewSubscriptionChange.js';
import { whenBillingRequestedAskStripe } from '../../../application/billing/reactions/whenBillingRequestedAskStripe.js';
import { whenMembersChangeAdjustSeats } from '../../../application/billing/reactions/whenMembersChangeAdjustSeats.js';
import { whenOrganizationDeletedCancelSubscription } from '../../../application/billing/reactions/whenOrganizationDeletedCancelSubscription.js';
import { requestBilling } from '../../../application/billing/requestBilling.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { stripeCustomers } from '../../stripe/stripeCustomers.js';
import { stripePaymentMethods } from '../../stripe/stripePaymentMethods.js';
import { stripeSessions } from '../../stripe/stripeSessions.js';
import { stripeSubscriptions } from '../../stripe/stripeSubscriptions.js';
import { TOKENS } from '../tokens.js';

/** What customers ask of Stripe through us: subscriptions, payment methods, hosted pages. */
export const subscriptionsModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.stripeSubscriptions)
    .toResolvedValue((stripe) => stripeSubscriptions(stripe), [TOKENS.stripe])
    .inSingletonScope();
  bind(TOKENS.requestBilling)
    .toResolvedValue(
      ({ handleCommand }, clock) => requestBilling(handleCommand, clock),
      [TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.planOfferOf)
    .toResolvedValue(({ currentState }) => planOfferOf(currentState), [TOKENS.commandHandling])
    .inSingletonScope();
  bind(TOKENS.offersForChange)
    .toResolvedValue(
      ({ currentState }, offerOf) => offersForChange(currentState, offerOf),
      [TOKENS.commandHandling, TOKENS.planOfferOf],
    )
    .inSingletonScope();
  bind(TOKENS.previewSubscriptionChange)
    .toResolvedValue(
      ({ currentState }, subscriptions) => previewSubscriptionChange(currentState, subscriptions),
      [TOKENS.commandHandling, TOKENS.stripeSubscriptions],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (handling, stripe, subscriptions, clock, organizationNow, offers, request, turnOf) => {
        const paymentMethods = stripePaymentMethods(stripe);
        const ask = askStripe({ subscriptions, paymentMethods, sessions: stripeSessions(stripe) });
        const link = linkStripeCustomer(handling.handleCommand, clock);
        return [
          reaction(whenBillingRequestedAskStripe(handling, stripeCustomers(stripe), link, ask, turnOf, clock)),
          reaction(whenOrganizationDeletedCancelSubscription(request)),
          reaction(whenMembersChangeAdjustSeats(handling.currentState, organizationNow, offers, request)),
        ];
      },
      [
        TOKENS.commandHandling,
        TOKENS.stripe,
        TOKENS.stripeSubscriptions,
        TOKENS.clock,
        TOKENS.organizationNow,
        TOKENS.offersForChange,
        TOKENS.requestBilling,
        TOKENS.turnOfStripeCustomer,
      ],
    )
    .inSingletonScope();
});
