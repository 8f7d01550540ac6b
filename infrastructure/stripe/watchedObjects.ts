import type Stripe from 'stripe';
import type { WatchedNow } from '../../application/ports/stripeObjects.js';
import type { WatchedObject } from '../../domain/billing/stripeNotice/watchedObject.js';
import { foundAtStripe } from './foundAtStripe.js';
import { readWatched as read } from './readWatched.js';
import { rejectedUsage, stripeThinEvent } from './rejectedUsage.js';
import {
  checkoutSnapshot,
  creditGrantSnapshot,
  fraudFlag,
  scheduleSnapshot,
  setupSnapshot,
  stripeCheckout,
  stripeCreditGrant,
  stripeFraudWarning,
  stripeReview,
  stripeSchedule,
  stripeSetup,
} from './stripeNotices.js';
import { watchedMoneyNow } from './watchedMoneyObjects.js';

/** Reads what is only watched through Stripe's API; undefined where Stripe has it no more. */
export async function watchedNow(stripe: Stripe, told: WatchedObject): Promise<WatchedNow | undefined> {
  switch (told.kind) {
    case 'checkout':
      // Stripe's session says `unpaid` for money that is awaited and for money that did not come: the event tells which.
      return read(stripe.checkout.sessions.retrieve(told.id), stripeCheckout, (session) =>
        checkoutSnapshot(session, told.payment === 'failed'),
      );
    case 'setup':
      return read(stripe.setupIntents.retrieve(told.id), stripeSetup, setupSnapshot);
    case 'schedule':
      return read(stripe.subscriptionSchedules.retrieve(told.id), stripeSchedule, (schedule) =>
        scheduleSnapshot(schedule, told.aborted),
      );
    case 'creditGrant':
      return read(stripe.billing.creditGrants.retrieve(told.id), stripeCreditGrant, creditGrantSnapshot);
    case 'creditUse': {
      const grant = await read(
        stripe.billing.creditGrants.retrieve(told.grantId),
        stripeCreditGrant,
        creditGrantSnapshot,
      );
      return grant && { observed: told, customerId: grant.customerId };
    }
    case 'fraudFlag':
      return told.source === 'review'
        ? read(stripe.reviews.retrieve(told.id), stripeReview, fraudFlag)
        : read(stripe.radar.earlyFraudWarnings.retrieve(told.id), stripeFraudWarning, fraudFlag);
    case 'rejectedUsage': {
      const event = await foundAtStripe<unknown>(stripe.v2.core.events.retrieve(told.id));
      if (event === undefined) return undefined;
      const whole = JSON.parse(JSON.stringify(event)) as { data?: unknown };
      return { observed: rejectedUsage(stripeThinEvent.parse(whole), whole.data), customerId: null };
    }
    case 'payment':
    case 'pendingCharge':
    case 'finalizationFailure':
    case 'catalogueEdit':
      return watchedMoneyNow(stripe, told);
  }
}
