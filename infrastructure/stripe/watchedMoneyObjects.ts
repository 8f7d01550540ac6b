import type Stripe from 'stripe';
import type { WatchedNow } from '../../application/ports/stripeObjects.js';
import type {
  CatalogueEditSnapshot,
  FinalizationFailureSnapshot,
  PaymentSnapshot,
  PendingChargeSnapshot,
} from '../../domain/billing/stripeNotice/watchedMoney.js';
import { readWatched } from './readWatched.js';
import {
  catalogueEdit,
  paymentSnapshot,
  pendingChargeSnapshot,
  stripeCharge,
  stripeInvoiceItem,
  stripeMeter,
  stripePrice,
  stripeProduct,
} from './stripeMoneyNotices.js';

type WatchedMoney = PaymentSnapshot | PendingChargeSnapshot | FinalizationFailureSnapshot | CatalogueEditSnapshot;

/** Reads payments, amounts that wait, and what plans are sold by; undefined where Stripe has it no more. */
export async function watchedMoneyNow(stripe: Stripe, told: WatchedMoney): Promise<WatchedNow | undefined> {
  switch (told.kind) {
    case 'payment':
      return readWatched(stripe.charges.retrieve(told.id), stripeCharge, paymentSnapshot);
    case 'pendingCharge':
      return readWatched(stripe.invoiceItems.retrieve(told.id), stripeInvoiceItem, (item) =>
        pendingChargeSnapshot(item),
      );
    case 'finalizationFailure':
      // That it failed once stays true; what the invoice is now is read beside it.
      return { observed: told, customerId: told.customerId };
    case 'catalogueEdit':
      switch (told.of) {
        case 'product':
          return readWatched(stripe.products.retrieve(told.id), stripeProduct, (sold) => catalogueEdit(sold));
        case 'price':
          return readWatched(stripe.prices.retrieve(told.id), stripePrice, (sold) => catalogueEdit(sold));
        case 'meter':
          return readWatched(stripe.billing.meters.retrieve(told.id), stripeMeter, (sold) => catalogueEdit(sold));
      }
  }
}
