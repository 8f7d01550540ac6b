import { describe, it } from 'vitest';
import { billingAccountDecider as decider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type { BillingAccountEvent } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import type { SubscriptionSnapshot } from '../../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { canceled, inMonth, now, organizationId } from '../../support/fixtures/billing.js';
import {
  ask,
  came,
  on,
  pro,
  refusedAs,
  requested,
  starter,
  succeeded,
  target,
} from '../../support/fixtures/billingAccount.js';
import { downgrade, known, scheduled, toldOf } from '../../support/fixtures/scheduledChange.js';

const given = deciderSpec(decider);
const unscheduled = (because: 'undone' | 'applied' | 'subscriptionEnded'): BillingAccountEvent => ({
  type: 'SubscriptionChangeUnscheduled',
  data: { organizationId, subscriptionId: 'sub_1', requestId: 'request-1', because },
});
const fetched = (subscription: SubscriptionSnapshot) =>
  ({
    type: 'SyncSubscription',
    data: { organizationId, subscription, observedAt: now.toISOString(), source: 'updated', fetched: true },
    now,
  }) as const;

describe('a change that waits', () => {
  it('is scheduled once Stripe has agreed', () => {
    given(known(on(pro)), requested(downgrade))
      .when(came({ status: 'succeeded', subscription: on(pro) }))
      .thenRecorded(scheduled, succeeded('changeSubscription', { subscriptionId: 'sub_1' }));
  });

  it('is asked for when its period begins, once', () => {
    const renewed = on(pro, inMonth(1));
    const due = requested(
      { kind: 'applyScheduledChange', subscriptionId: 'sub_1', target: target(starter) },
      'request-1:due',
    );
    given(known(on(pro)), scheduled)
      .when(fetched(renewed))
      .thenRecorded(toldOf('SubscriptionChanged', renewed), due);
    given(known(on(pro)), scheduled, toldOf('SubscriptionChanged', renewed), due)
      .when(fetched(on(pro, inMonth(2))))
      .thenRecorded(toldOf('SubscriptionChanged', on(pro, inMonth(2))));
  });

  it('holds once it has been applied', () => {
    const renewed = on(pro, inMonth(1));
    const due = requested({ kind: 'applyScheduledChange', subscriptionId: 'sub_1', target: target(starter) });
    given(known(on(pro)), scheduled, toldOf('SubscriptionChanged', renewed), due)
      .when(came({ status: 'succeeded', subscription: on(starter, inMonth(1)) }))
      .thenRecorded(
        unscheduled('applied'),
        toldOf('SubscriptionChanged', on(starter, inMonth(1))),
        succeeded('applyScheduledChange', { subscriptionId: 'sub_1' }),
      );
  });

  it('can be taken back, to the terms it was to replace', () => {
    const undo = ask('UndoSubscriptionChange', {});
    const undoing = requested({ kind: 'undoSubscriptionChange', subscriptionId: 'sub_1', target: target(pro) });
    given(known(on(pro)))
      .when(undo)
      .thenRejected('NO_CHANGE_SCHEDULED');
    given(known(on(pro)), scheduled)
      .when(undo)
      .thenRecorded(undoing);
    given(known(on(pro)), scheduled, undoing)
      .when(came({ status: 'succeeded', subscription: on(pro) }))
      .thenRecorded(unscheduled('undone'), succeeded('undoSubscriptionChange', { subscriptionId: 'sub_1' }));
  });

  it('goes on waiting when Stripe would not let it hold, and can be taken back', () => {
    const renewed = toldOf('SubscriptionChanged', on(pro, inMonth(1)));
    const due = requested({ kind: 'applyScheduledChange', subscriptionId: 'sub_1', target: target(starter) });
    const refused = refusedAs('applyScheduledChange', 'refused_by_stripe', null, 'No.');
    given(known(on(pro)), scheduled, renewed, due, refused)
      .when(ask('UndoSubscriptionChange', {}))
      .thenRecorded(requested({ kind: 'undoSubscriptionChange', subscriptionId: 'sub_1', target: target(pro) }));
  });

  it('is off when the subscription ends', () => {
    const ended = on(pro, canceled());
    given(known(on(pro)), scheduled)
      .when(fetched(ended))
      .thenRecorded(toldOf('SubscriptionEnded', ended), unscheduled('subscriptionEnded'));
  });
});
