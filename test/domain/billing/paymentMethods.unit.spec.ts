import { describe, expect, it } from 'vitest';
import { billingAccountDecider as decider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type { BillingAccountEvent } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import type { SubscriptionSnapshot } from '../../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now, organizationId } from '../../support/fixtures/billing.js';
import { ask, card, on, pro, requested } from '../../support/fixtures/billingAccount.js';

const given = deciderSpec(decider);
const known = (subscription: SubscriptionSnapshot): BillingAccountEvent => ({
  type: 'SubscriptionStarted',
  data: { organizationId, subscription, observedAt: now.toISOString() },
});

describe('saved payment methods', () => {
  const attached = (id: string): BillingAccountEvent => ({
    type: 'PaymentMethodAttached',
    data: { organizationId, paymentMethod: card(id) },
  });
  const isDefault = (paymentMethodId: string): BillingAccountEvent => ({
    type: 'DefaultPaymentMethodChanged',
    data: { organizationId, paymentMethodId, previousPaymentMethodId: null },
  });

  it('make the first one the default', () => {
    const attach = ask('AttachPaymentMethod', { paymentMethodId: 'pm_2', makeDefault: false });
    const attaching = (makeDefault: boolean) =>
      requested({ kind: 'attachPaymentMethod', paymentMethodId: 'pm_2', makeDefault, subscriptionId: null });
    given().when(attach).thenRecorded(attaching(true));
    given(attached('pm_1'), isDefault('pm_1')).when(attach).thenRecorded(attaching(false));
  });

  it('that become the default are charged by a subscription that named another', () => {
    const own = known(on(pro, { defaultPaymentMethodId: 'pm_1' }));
    const subscriptionId = on(pro).subscriptionId;
    const attach = (makeDefault: boolean) => ask('AttachPaymentMethod', { paymentMethodId: 'pm_2', makeDefault });
    const wanted = { kind: 'attachPaymentMethod', paymentMethodId: 'pm_2' } as const;
    const history = [attached('pm_1'), isDefault('pm_1'), own];
    given(...history)
      .when(attach(true))
      .thenRecorded(requested({ ...wanted, makeDefault: true, subscriptionId }));
    given(...history)
      .when(attach(false))
      .thenRecorded(requested({ ...wanted, makeDefault: false, subscriptionId: null }));
  });

  it('do not lose the one that is charged', () => {
    const detach = ask('DetachPaymentMethod', { paymentMethodId: 'pm_1' });
    given(attached('pm_1'), isDefault('pm_1'), known(on(pro)))
      .when(detach)
      .thenRejected('PAYMENT_METHOD_IN_USE');
    given(attached('pm_1'), isDefault('pm_1'))
      .when(detach)
      .thenRecorded(requested({ kind: 'detachPaymentMethod', paymentMethodId: 'pm_1', subscriptionId: null }));
    given().when(detach).thenRejected('PAYMENT_METHOD_NOT_FOUND');
  });

  it('are gone for good once detached, whatever is told after', () => {
    const gone: BillingAccountEvent = {
      type: 'PaymentMethodDetached',
      data: { organizationId, paymentMethod: card('pm_1') },
    };
    const told = (paymentMethodChange: 'attached' | 'updated' | 'detached') =>
      ({
        type: 'SyncPaymentMethod',
        data: { organizationId, paymentMethod: card('pm_1'), change: paymentMethodChange },
        now,
      }) as const;
    for (const each of ['attached', 'updated', 'detached'] as const)
      given(attached('pm_1'), gone).when(told(each)).thenNothing();
    expect([attached('pm_1'), gone].reduce(decider.evolve, decider.initialState).paymentMethods.pm_1?.detached).toBe(
      true,
    );
  });
});
