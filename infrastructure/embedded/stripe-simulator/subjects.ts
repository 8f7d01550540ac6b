import { couponSubject } from './catalogue/couponEndpoints.js';
import { priceSubject } from './catalogue/priceQueries.js';
import { productSubject } from './catalogue/productEndpoints.js';
import { promotionCodeSubject } from './catalogue/promotionCodeEndpoints.js';
import { clockSubject } from './clock/clockControls.js';
import { testClockSubject } from './clock/testClockEndpoints.js';
import { accountSubject } from './control/accountControls.js';
import { controlPageSubject } from './control/controlPage.js';
import { inspectSubject } from './control/inspectControls.js';
import { customerSubject } from './customers/customerEndpoints.js';
import { faultSubject } from './faults/faultControls.js';
import { hostedSubject } from './hosted/hostedEndpoints.js';
import { invoiceSubject } from './invoices/invoiceEndpoints.js';
import { alertSubject } from './meters/alertEndpoints.js';
import { eventSummarySubject } from './meters/eventSummaryEndpoints.js';
import { meterSubject } from './meters/meterEndpoints.js';
import { meterEventSubject } from './meters/meterEventEndpoints.js';
import { meterStreamSubject } from './meters/meterStreamEndpoints.js';
import { paymentSubject } from './payments/paymentEndpoints.js';
import type { Subject } from './subject.js';
import { subscriptionSubject } from './subscriptions/subscriptionEndpoints.js';
import { eventSubject } from './webhooks/eventEndpoints.js';
import { eventDestinationSubject } from './webhooks/thin/eventDestinationEndpoints.js';
import { thinEventSubject } from './webhooks/thin/thinEventEndpoints.js';
import { webhookControlSubject } from './webhooks/webhookControls.js';
import { webhookEndpointSubject } from './webhooks/webhookEndpointEndpoints.js';

/** Everything the simulator can do, part by part. */
export const subjects: readonly Subject[] = [
  controlPageSubject,
  customerSubject,
  eventDestinationSubject,
  thinEventSubject,
  webhookControlSubject,
  faultSubject,
  accountSubject,
  inspectSubject,
  productSubject,
  priceSubject,
  couponSubject,
  promotionCodeSubject,
  alertSubject,
  meterSubject,
  meterEventSubject,
  eventSummarySubject,
  meterStreamSubject,
  eventSubject,
  testClockSubject,
  clockSubject,
  subscriptionSubject,
  invoiceSubject,
  paymentSubject,
  hostedSubject,
  webhookEndpointSubject,
];
