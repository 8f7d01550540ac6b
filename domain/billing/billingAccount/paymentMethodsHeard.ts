import type { SyncDefaultPaymentMethod, SyncPaymentMethod } from './billingAccount.commands.js';
import type { BillingAccountEvent } from './billingAccount.events.js';
import type { BillingAccount } from './billingAccountState.js';
import type { PaymentMethodSnapshot } from './paymentMethodSnapshot.js';

/** What Stripe said of a saved payment method that is new; a detached one stays so, whatever is told after. */
export function paymentMethodHeard(
  { organizationId, paymentMethod, change }: SyncPaymentMethod['data'],
  state: BillingAccount,
): readonly BillingAccountEvent[] {
  const { paymentMethodId } = paymentMethod;
  const known = state.paymentMethods[paymentMethodId];
  if (known?.detached) return [];
  const data = { organizationId, paymentMethod };
  if (change === 'detached') {
    const wasDefault = state.defaultPaymentMethodId === paymentMethodId;
    const gone = { organizationId, paymentMethodId: null };
    return [{ type: 'PaymentMethodDetached', data }, ...(wasDefault ? defaultMethodHeard(gone, state) : [])];
  }
  if (!known) {
    // Named as the default before it was heard of: said again, now that it can be shown.
    const isDefault = state.defaultPaymentMethodId === paymentMethodId;
    const named = { organizationId, paymentMethodId, previousPaymentMethodId: null };
    return [
      { type: 'PaymentMethodAttached', data },
      ...(isDefault ? [{ type: 'DefaultPaymentMethodChanged', data: named } as const] : []),
    ];
  }
  return change === 'attached' || saysTheSame(known, paymentMethod) ? [] : [{ type: 'PaymentMethodUpdated', data }];
}

/** The customer's default payment method, when it is another than before. */
export function defaultMethodHeard(
  { organizationId, paymentMethodId }: SyncDefaultPaymentMethod['data'],
  { defaultPaymentMethodId: previous }: BillingAccount,
): readonly BillingAccountEvent[] {
  if (paymentMethodId === previous) return [];
  const data = { organizationId, paymentMethodId, previousPaymentMethodId: previous };
  return [{ type: 'DefaultPaymentMethodChanged', data }];
}

const saysTheSame = (known: PaymentMethodSnapshot, told: PaymentMethodSnapshot): boolean =>
  (Object.keys(told) as (keyof PaymentMethodSnapshot)[]).every((field) => known[field] === told[field]);
