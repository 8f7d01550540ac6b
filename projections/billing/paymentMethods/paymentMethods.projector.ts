import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  DefaultPaymentMethodChanged,
  PaymentMethodAttached,
  PaymentMethodDetached,
  PaymentMethodEvent,
  PaymentMethodUpdated,
} from '../../../domain/billing/billingAccount/billingAccount.events.js';
import type { PaymentMethodSnapshot } from '../../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import { postgresProjector, type RowHandler, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type PaymentMethodRow = PaymentMethodSnapshot &
  Readonly<{ organizationId: string; isDefault: boolean; attachedAt: string }>;

const observed = row<Recorded<PaymentMethodAttached | PaymentMethodUpdated>, PaymentMethodRow>(
  ({ data }) => data.paymentMethod.paymentMethodId,
  (present, { data: { paymentMethod, organizationId }, metadata }) => ({
    ...paymentMethod,
    organizationId,
    isDefault: present?.isDefault ?? false,
    attachedAt: present?.attachedAt ?? metadata.occurredAt,
  }),
);

const detached = row<Recorded<PaymentMethodDetached>, PaymentMethodRow>(
  ({ data }) => data.paymentMethod.paymentMethodId,
  () => undefined,
);

const defaultChanged: RowHandler<Recorded<DefaultPaymentMethodChanged>, PaymentMethodRow> = {
  keys: ({ data }) => [data.paymentMethodId, data.previousPaymentMethodId].filter((id) => id !== null),
  evolve: (present, { data }, key) => present && { ...present, isDefault: key === data.paymentMethodId },
};

/** The saved payment methods of an organization. */
export const paymentMethodsProjector = postgresProjector<PaymentMethodEvent, PaymentMethodRow>({
  name: 'billing.payment_methods',
  version: 1,
  tableSql: tableSql(import.meta.url, 'paymentMethods'),
  key: 'paymentMethodId',
  on: {
    PaymentMethodAttached: observed,
    PaymentMethodUpdated: observed,
    PaymentMethodDetached: detached,
    DefaultPaymentMethodChanged: defaultChanged,
  },
});
