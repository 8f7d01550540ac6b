import type { Subject } from '../subject.js';
import { customerBalanceEndpoints } from './balance/customerBalanceEndpoints.js';
import { bankControls } from './bankControls.js';
import { chargeEndpoints, chargeIncludables } from './charges/chargeEndpoints.js';
import { creditNoteEndpoints } from './creditNotes/creditNoteEndpoints.js';
import { disputeIsDue } from './disputes/closeDispute.js';
import { disputeEndpoints } from './disputes/disputeEndpoints.js';
import { entitlementEndpoints } from './entitlements/entitlementEndpoints.js';
import { featureEndpoints } from './entitlements/featureEndpoints.js';
import { finishProcessing } from './intents/finishIntent.js';
import { paymentIntentEndpoints } from './intents/paymentIntentEndpoints.js';
import { setupIntentEndpoints } from './intents/setupIntentEndpoints.js';
import { paymentMethodEndpoints } from './methods/paymentMethodEndpoints.js';
import { settleRefund } from './refunds/refundCharge.js';
import { refundEndpoints } from './refunds/refundEndpoints.js';

/** Money in and money back. */
export const paymentSubject: Subject = {
  endpoints: [
    ...paymentMethodEndpoints,
    ...setupIntentEndpoints,
    ...paymentIntentEndpoints,
    ...chargeEndpoints,
    ...refundEndpoints,
    ...disputeEndpoints,
    ...creditNoteEndpoints,
    ...customerBalanceEndpoints,
    ...featureEndpoints,
    ...entitlementEndpoints,
  ],
  includables: { ...chargeIncludables },
  controls: bankControls,
  work: {
    'dispute.due': (context, { dispute }) => disputeIsDue(context, String(dispute)),
    'payment.settle': (context, { paymentIntent }) => {
      const id = String(paymentIntent);
      if (context.store.get('payment_intent', id)?.status === 'processing') finishProcessing(context, id, true);
    },
    'refund.settle': (context, { refund }) => settleRefund(context, String(refund)),
  },
};
