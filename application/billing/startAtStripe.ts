import type { BillingOutcome } from '../../domain/billing/billingAccount/billingAccount.commands.js';
import type { BillingAccount } from '../../domain/billing/billingAccount/billingAccountState.js';
import type { BillingRequest } from '../../domain/billing/billingAccount/billingRequest.js';
import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import type { StripeAnswer } from '../ports/stripeAnswer.js';
import type { AskedFor, StripePorts } from './askStripe.js';

type Start = Extract<BillingRequest, { kind: 'startSubscription' }>;

/** Saves the method that was given, starts the subscription with it and charges it from then on; a declined one goes again. */
export async function startAtStripe(
  { subscriptions, paymentMethods }: Pick<StripePorts, 'subscriptions' | 'paymentMethods'>,
  { target, trialDays, paymentMethodId: given, couponCode }: Start,
  { organizationId, customerId, account, key }: AskedFor,
): Promise<BillingOutcome> {
  const saved = given === null ? undefined : savedMethod(account, given);
  const attached: StripeAnswer<PaymentMethodSnapshot> | undefined =
    given === null || saved ? undefined : await paymentMethods.attach({ customerId, paymentMethodId: given, key });
  if (attached && !attached.done) return { status: 'refused', ...attached.refusal };
  const method = saved ?? attached?.value;
  const paymentMethodId = method?.paymentMethodId ?? null;

  const order = { organizationId, customerId, target, trialDays, paymentMethodId, couponCode, key };
  const started = await subscriptions.start(order);
  if (!started.done) {
    if (attached && method) {
      await paymentMethods.detach({ customerId, paymentMethodId: method.paymentMethodId, key });
    }
    return { status: 'refused', ...started.refusal };
  }
  const { subscription, clientSecret } = started.value;
  if (!method) return { status: 'succeeded', subscription, clientSecret };
  const subscriptionId = null;
  const made = await paymentMethods.makeDefault({
    customerId,
    paymentMethodId: method.paymentMethodId,
    subscriptionId,
    key,
  });
  if (!made.done) throw new Error(`the default payment method was refused: ${made.refusal.message}`);
  return {
    status: 'succeeded',
    subscription,
    clientSecret,
    paymentMethod: { snapshot: method, change: 'attached' },
    defaultPaymentMethodId: method.paymentMethodId,
  };
}

function savedMethod({ paymentMethods }: BillingAccount, paymentMethodId: string): PaymentMethodSnapshot | undefined {
  const known = paymentMethods[paymentMethodId];
  if (!known || known.detached) return undefined;
  const { detached: _, ...snapshot } = known;
  return snapshot;
}
