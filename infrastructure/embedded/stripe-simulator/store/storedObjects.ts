import type Stripe from 'stripe';
import type { AccountRecord } from '../account/accountRecord.js';
import type { DueWork } from '../clock/dueWork.js';
import type { DeletedCustomerRecord } from '../customers/deleteCustomer.js';
import type { ApiFault } from '../faults/apiFaults.js';
import type { CheckoutRecord } from '../hosted/checkout/checkoutRecord.js';
import type { IdempotencyRecord } from '../http/idempotency.js';
import type { MeterEventRecord } from '../meters/meterEventRecord.js';
import type { MeterSession } from '../meters/meterStreamEndpoints.js';
import type { AlertedUsage } from '../meters/usageAlerts.js';
import type { EntitlementRecord, ProductFeatureRecord } from '../payments/entitlements/entitlementRecords.js';
import type { ForcedPaymentRecord, MethodRecord, PaymentRecord } from '../payments/paymentRecords.js';
import type { BilledItemRecord } from '../subscriptions/records/billedItemRecord.js';
import type { DunningRecord } from '../subscriptions/records/dunningRecord.js';
import type { SubscriptionRecord } from '../subscriptions/records/subscriptionRecord.js';
import type { Delivery } from '../webhooks/delivery.js';
import type { EndpointSecrets } from '../webhooks/endpointSecrets.js';
import type { EventDestination } from '../webhooks/thin/eventDestination.js';
import type { ThinEvent } from '../webhooks/thin/thinEvent.js';
import type { WebhookMode } from '../webhooks/webhookMode.js';
import type { Wire } from './wire.js';

/**
 * What a store holds, by the name Stripe gives the type in `object`. Names that begin with `sim.` are the simulator's own
 * and no endpoint answers them. References are ids, never expanded objects.
 */
export interface StoredObjects {
  balance_transaction: Wire<Stripe.BalanceTransaction>;
  'billing.alert': Wire<Stripe.Billing.Alert>;
  'billing.meter': Wire<Stripe.Billing.Meter>;
  'billing_portal.configuration': Wire<Stripe.BillingPortal.Configuration>;
  'billing_portal.session': Wire<Stripe.BillingPortal.Session>;
  charge: Wire<Stripe.Charge>;
  'checkout.session': Wire<Stripe.Checkout.Session>;
  coupon: Wire<Stripe.Coupon>;
  credit_note: Wire<Stripe.CreditNote>;
  customer: Wire<Stripe.Customer>;
  customer_balance_transaction: Wire<Stripe.CustomerBalanceTransaction>;
  discount: Wire<Stripe.Discount>;
  dispute: Wire<Stripe.Dispute>;
  'entitlements.active_entitlement': Wire<Stripe.Entitlements.ActiveEntitlement>;
  'entitlements.feature': Wire<Stripe.Entitlements.Feature>;
  event: EventRecord;
  invoice: Wire<Stripe.Invoice>;
  invoice_payment: Wire<Stripe.InvoicePayment>;
  invoiceitem: Wire<Stripe.InvoiceItem>;
  mandate: Wire<Stripe.Mandate>;
  payment_intent: Wire<Stripe.PaymentIntent>;
  payment_method: Wire<Stripe.PaymentMethod>;
  price: Wire<Stripe.Price>;
  product: Wire<Stripe.Product>;
  product_feature: Wire<Stripe.ProductFeature>;
  promotion_code: Wire<Stripe.PromotionCode>;
  refund: Wire<Stripe.Refund>;
  setup_intent: Wire<Stripe.SetupIntent>;
  subscription: Wire<Stripe.Subscription>;
  subscription_item: Wire<Stripe.SubscriptionItem>;
  tax_id: Wire<Stripe.TaxId>;
  tax_rate: Wire<Stripe.TaxRate>;
  'test_helpers.test_clock': Wire<Stripe.TestHelpers.TestClock>;
  'v2.core.event': ThinEvent;
  'v2.core.event_destination': EventDestination;
  webhook_endpoint: Wire<Stripe.WebhookEndpoint>;
  'sim.account': AccountRecord;
  'sim.alerted_usage': AlertedUsage;
  'sim.deleted_customer': DeletedCustomerRecord;
  'sim.checkout': CheckoutRecord;
  'sim.delivery': Delivery;
  'sim.entitlement': EntitlementRecord;
  'sim.forced_payment': ForcedPaymentRecord;
  'sim.endpoint_secrets': EndpointSecrets;
  'sim.idempotency': IdempotencyRecord;
  'sim.meter_event': MeterEventRecord;
  'sim.meter_session': MeterSession;
  'sim.payment': PaymentRecord;
  'sim.payment_method': MethodRecord;
  'sim.product_feature': ProductFeatureRecord;
  'sim.billed_item': BilledItemRecord;
  'sim.dunning': DunningRecord;
  'sim.subscription': SubscriptionRecord;
  'sim.fault': ApiFault;
  'sim.webhook_mode': WebhookMode;
  'sim.work': DueWork;
}

/** A snapshot event (docs.stripe.com/api/events/object); what `data` holds depends on its type. */
export type EventRecord = Readonly<{
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: Readonly<{ object: object; previous_attributes?: object }>;
  livemode: false;
  pending_webhooks: number;
  request: Readonly<{ id: string | null; idempotency_key: string | null }>;
  type: string;
}>;

export type ObjectType = keyof StoredObjects;
export type Stored<T extends ObjectType> = StoredObjects[T];
