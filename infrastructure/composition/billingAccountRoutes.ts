import type { Container } from 'inversify';
import { billingRequestRoutes } from '../../api/http/billing/billingRequest.routes.js';
import { billingSessionRoutes } from '../../api/http/billing/billingSession.routes.js';
import { paymentMethodRoutes } from '../../api/http/billing/paymentMethod.routes.js';
import { seatsRoutes } from '../../api/http/billing/seats.routes.js';
import { subscriptionRoutes } from '../../api/http/billing/subscription.routes.js';
import { subscriptionLifeRoutes } from '../../api/http/billing/subscriptionLife.routes.js';
import { subscriptionViewRoutes } from '../../api/http/billing/subscriptionView.routes.js';
import type { Route } from '../../api/http/route.js';
import { seatsAfterChange } from '../../application/billing/seatsAfterChange.js';
import { seatsPolicyOf } from '../../application/billing/seatsPolicyOf.js';
import { setSeatsPolicy } from '../../application/billing/setSeatsPolicy.js';
import { withdrawBillingRequest } from '../../application/billing/withdrawBillingRequest.js';
import { TOKENS } from './tokens.js';

/** The routes of an organization's billing account: its subscription, payment methods, hosted pages and requests. */
export function billingAccountRoutes(container: Container): readonly Route[] {
  const db = container.get(TOKENS.queries);
  const { handleCommand, currentState } = container.get(TOKENS.commandHandling);
  const { PUBLIC_URL, CORS_ORIGINS } = container.get(TOKENS.environment);
  const uses = {
    db,
    progress: container.get(TOKENS.progress),
    requestBilling: container.get(TOKENS.requestBilling),
    streamFolds: container.get(TOKENS.streamFolds),
    planOfferOf: container.get(TOKENS.planOfferOf),
    offersForChange: container.get(TOKENS.offersForChange),
    seatsAfterChange: seatsAfterChange(currentState),
    previewSubscriptionChange: container.get(TOKENS.previewSubscriptionChange),
  };
  return [
    ...subscriptionViewRoutes(uses),
    ...subscriptionRoutes(uses),
    ...subscriptionLifeRoutes(uses),
    ...paymentMethodRoutes(uses),
    ...billingSessionRoutes(uses, [new URL(PUBLIC_URL).origin, ...CORS_ORIGINS]),
    ...seatsRoutes({
      seatsPolicyOf: seatsPolicyOf(currentState),
      setSeatsPolicy: setSeatsPolicy(handleCommand, container.get(TOKENS.clock)),
    }),
    ...billingRequestRoutes(db, uses.progress, withdrawBillingRequest(handleCommand, container.get(TOKENS.clock))),
  ];
}
