import type { BillingOutcome } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import type { BillingAccount } from '../../domain/billing/billingAccount/billingAccountState.js';
import type { BillingRequest } from '../../domain/billing/billingAccount/billingRequest.js';
import type { StripeAnswer } from '../ports/stripeAnswer.js';
import type { StripePaymentMethods } from '../ports/stripePaymentMethods.js';
import type { StripeSessions } from '../ports/stripeSessions.js';
import type { StripeSubscriptions, SubscriptionAtStripe } from '../ports/stripeSubscriptions.js';
import { startAtStripe } from './startAtStripe.js';

/** For whom Stripe is asked; `key` is the same for a repetition. */
export type AskedFor = Readonly<{ organizationId: string; customerId: string; account: BillingAccount; key: string }>;

export type StripePorts = Readonly<{
  subscriptions: StripeSubscriptions;
  paymentMethods: StripePaymentMethods;
  sessions: StripeSessions;
}>;

/** @throws when Stripe did not answer: ask again under the same key */
export type AskStripe = (request: BillingRequest, asked: AskedFor) => Promise<BillingOutcome>;

/** Does at Stripe what a request says, and tells what came of it. */
export const askStripe =
  (ports: StripePorts): AskStripe =>
  async (request, asked) => {
    const { subscriptions, paymentMethods, sessions } = ports;
    const { organizationId, customerId, key } = asked;
    switch (request.kind) {
      case 'startSubscription':
        return startAtStripe(ports, request, asked);
      case 'changeSubscription': {
        const { subscriptionId, target, timing, prorate, prorationDate } = request;
        const from = timing === 'now' ? 'now' : 'renewal';
        return outcome(
          await subscriptions.change({ subscriptionId, target, from, prorate, prorationDate, key }),
          shown,
        );
      }
      case 'undoSubscriptionChange':
      case 'applyScheduledChange': {
        const { subscriptionId, target } = request;
        const from = request.kind === 'applyScheduledChange' ? 'now' : 'renewal';
        const unbilled = { prorate: false, prorationDate: null };
        return outcome(await subscriptions.change({ subscriptionId, target, from, ...unbilled, key }), shown);
      }
      case 'cancelSubscription': {
        const { subscriptionId, timing } = request;
        return outcome(await subscriptions.cancel({ subscriptionId, timing, key }), shown);
      }
      case 'resumeSubscription': {
        const { subscriptionId, from } = request;
        const order = { subscriptionId, key };
        return outcome(await (from === 'pause' ? subscriptions.unpause(order) : subscriptions.keep(order)), shown);
      }
      case 'pauseSubscription':
        return outcome(await subscriptions.pause({ subscriptionId: request.subscriptionId, key }), shown);
      case 'applyCoupon': {
        const { subscriptionId, code } = request;
        return outcome(await subscriptions.discount({ subscriptionId, code, key }), shown);
      }
      case 'attachPaymentMethod': {
        const attached = await paymentMethods.attach({ customerId, paymentMethodId: request.paymentMethodId, key });
        if (!attached.done) return refused(attached.refusal);
        const paymentMethod = { snapshot: attached.value, change: 'attached' } as const;
        if (!request.makeDefault) return { status: 'succeeded', paymentMethod };
        const { paymentMethodId } = attached.value;
        const order = { customerId, paymentMethodId, subscriptionId: request.subscriptionId, key };
        return outcome(await paymentMethods.makeDefault(order), () => ({
          paymentMethod,
          defaultPaymentMethodId: paymentMethodId,
        }));
      }
      case 'setDefaultPaymentMethod': {
        const { paymentMethodId, subscriptionId } = request;
        const made = await paymentMethods.makeDefault({ customerId, paymentMethodId, subscriptionId, key });
        const charged = subscriptionId === null ? null : await subscriptions.retrieve(subscriptionId);
        return outcome(made, (snapshot) => ({
          paymentMethod: { snapshot, change: 'updated' },
          defaultPaymentMethodId: paymentMethodId,
          ...(charged && { subscription: charged.subscription }),
        }));
      }
      case 'detachPaymentMethod': {
        const detached = await paymentMethods.detach({ customerId, paymentMethodId: request.paymentMethodId, key });
        return outcome(detached, (snapshot) => ({ paymentMethod: { snapshot, change: 'detached' } }));
      }
      case 'openCheckoutSession': {
        const { kind: _, ...wanted } = request;
        return outcome(await sessions.openCheckout({ ...wanted, organizationId, customerId, key }), (url) => ({ url }));
      }
      case 'openPortalSession': {
        const { returnUrl } = request;
        return outcome(await sessions.openPortal({ customerId, returnUrl, key }), (url) => ({ url }));
      }
    }
  };

type Succeeded = Omit<Extract<BillingOutcome, { status: 'succeeded' }>, 'status'>;

const shown = ({ subscription, clientSecret }: SubscriptionAtStripe): Succeeded => ({ subscription, clientSecret });

const refused = (refusal: Extract<StripeAnswer<never>, { done: false }>['refusal']): BillingOutcome => ({
  status: 'refused',
  ...refusal,
});

const outcome = <T>(answer: StripeAnswer<T>, told: (value: T) => Succeeded): BillingOutcome =>
  answer.done ? { status: 'succeeded', ...told(answer.value) } : refused(answer.refusal);
