import type {
  BillingAccountEvent,
  BillingRequested,
  SubscriptionChanged,
} from '../../billing/billingAccount/billingAccount.events.js';
import type { DunningEvent } from '../../billing/dunning/dunning.events.js';
import type { ReminderEvent } from '../../billing/reminder/reminder.events.js';
import type { StripeCustomerEvent } from '../../billing/stripeCustomer/stripeCustomer.events.js';
import type { StripeEventEvent } from '../../billing/stripeEvent/stripeEvent.events.js';
import { writtenDay } from '../../writtenDay.js';
import { writtenMoney } from '../../writtenMoney.js';
import { bookkeeping, change, changing, does, happened, type Part, type Telling, type Told } from './told.js';

type BillingEvent = BillingAccountEvent | DunningEvent | ReminderEvent | StripeCustomerEvent | StripeEventEvent;
type Sentences = { readonly [T in BillingEvent['type']]: Telling<Extract<BillingEvent, { type: T }>['data']> };
type Request = BillingRequested['data']['request'];
type Target = Extract<Request, { kind: 'startSubscription' }>['target'];
type Kind = Request['kind'];

const planOf = (planId: string | null): string => (planId === null ? 'another plan' : `the ${planId} plan`);
const seatsOf = (seats: number): string => `${seats} ${seats === 1 ? 'seat' : 'seats'}`;
const terms = ({ planId, interval, seats }: Target): string => `${planId}, by the ${interval}, ${seatsOf(seats)}`;
const invoiceOf = (number: string | null): string => (number === null ? 'an invoice' : `invoice ${number}`);
const methodOf = ({ type, brand, last4 }: { type: string; brand: string | null; last4: string | null }): string =>
  last4 === null ? `a ${type}` : `${brand ?? type} ending in ${last4}`;

/** What was asked for, after the name of who asked. */
const asked: Readonly<Record<Kind, string>> = {
  startSubscription: 'asked to start a subscription',
  changeSubscription: 'asked to change the subscription',
  undoSubscriptionChange: 'asked to take a scheduled change back',
  applyScheduledChange: 'let a scheduled change hold',
  cancelSubscription: 'asked to cancel the subscription',
  resumeSubscription: 'asked to resume the subscription',
  pauseSubscription: 'asked to pause the subscription',
  applyCoupon: 'asked to apply a coupon',
  attachPaymentMethod: 'asked to save a payment method',
  setDefaultPaymentMethod: 'asked to change the default payment method',
  detachPaymentMethod: 'asked to remove a payment method',
  openCheckoutSession: 'opened a checkout page',
  openPortalSession: 'opened the billing portal',
};

/** The same as a thing that is done or not. */
const wish: Readonly<Record<Kind, string>> = {
  startSubscription: 'Starting the subscription',
  changeSubscription: 'Changing the subscription',
  undoSubscriptionChange: 'Taking the scheduled change back',
  applyScheduledChange: 'Applying the scheduled change',
  cancelSubscription: 'Cancelling the subscription',
  resumeSubscription: 'Resuming the subscription',
  pauseSubscription: 'Pausing the subscription',
  applyCoupon: 'Applying the coupon',
  attachPaymentMethod: 'Saving the payment method',
  setDefaultPaymentMethod: 'Changing the default payment method',
  detachPaymentMethod: 'Removing the payment method',
  openCheckoutSession: 'Opening the checkout page',
  openPortalSession: 'Opening the billing portal',
};

function requested(request: Request): Told {
  const told = does`${asked[request.kind]}`;
  switch (request.kind) {
    case 'startSubscription':
      return changing(told, change('subscription', null, terms(request.target)));
    case 'changeSubscription':
      return changing(told, change('subscription', request.from && terms(request.from), terms(request.target)));
    default:
      return told;
  }
}

const stands = ({ subscription }: SubscriptionChanged['data'], what: string): Told => {
  const { planId, status, seats } = subscription;
  const told = happened`The subscription to ${planOf(planId)} ${what}`;
  const after: Part = seats === undefined || seats === null ? status : `${status}, ${seatsOf(seats)}`;
  return changing(told, change('subscription', null, after));
};

const seatsPolicies = { fixed: 'by hand', followsTeam: 'as many as there are members' } as const;

/** What is told of an organization's subscription, payment methods and arrears. */
export const billingSentences: Sentences = {
  SubscriptionStarted: (data) => stands(data, 'started'),
  SubscriptionChanged: (data) => stands(data, 'changed'),
  SubscriptionEnded: (data) => stands(data, 'ended'),
  SubscriptionChangeScheduled: ({ from, target, effectiveAt }) =>
    changing(
      happened`A change of the subscription was scheduled for ${writtenDay(effectiveAt)}`,
      change('subscription', terms(from), terms(target)),
    ),
  SubscriptionChangeUnscheduled: ({ because }) =>
    because === 'applied'
      ? happened`The scheduled change of the subscription took effect`
      : happened`The scheduled change of the subscription was dropped`,
  StripeCustomerAssigned: ({ customerId }) => happened`The organization became customer ${customerId} at Stripe`,
  BillingRequested: ({ request }) => requested(request),
  BillingWithdrawalRequested: ({ kind }) => does`wanted back what was open: ${wish[kind].toLowerCase()}`,
  BillingRequestSucceeded: ({ kind }) => happened`${wish[kind]} was done`,
  BillingRequestRefused: ({ kind, message }) => happened`${wish[kind]} was refused: ${message}`,
  PaymentMethodAttached: ({ paymentMethod }) => happened`A payment method was saved: ${methodOf(paymentMethod)}`,
  PaymentMethodUpdated: ({ paymentMethod }) => happened`A payment method was updated: ${methodOf(paymentMethod)}`,
  PaymentMethodDetached: ({ paymentMethod }) => happened`A payment method was removed: ${methodOf(paymentMethod)}`,
  DefaultPaymentMethodChanged: ({ paymentMethodId, previousPaymentMethodId }) =>
    changing(
      happened`The default payment method changed`,
      change('default payment method', previousPaymentMethodId, paymentMethodId),
    ),

  SeatsPolicyChanged: ({ from, to }) =>
    changing(does`changed how seats are bought`, change('seats', seatsPolicies[from], seatsPolicies[to])),

  DunningStarted: ({ arrears }) => happened`Collecting ${invoiceOf(arrears.number)} failed for the first time`,
  DunningStepTaken: ({ arrears, attempt }) =>
    happened`Attempt ${String(attempt)} to collect ${invoiceOf(arrears.number)} failed`,
  AccessRestricted: ({ arrears }) =>
    changing(
      happened`Access was restricted, since ${invoiceOf(arrears.number)} over ${writtenMoney({ amount: arrears.amountDue, currency: arrears.currency })} is not paid`,
      change('access', 'full', 'read only'),
    ),
  DunningEnded: ({ how }) =>
    happened`An invoice is no longer being collected: ${{ paid: 'it was paid', voided: 'it was voided', writtenOff: 'it was written off' }[how]}`,
  AccessRestored: () => changing(happened`Access was restored`, change('access', 'read only', 'full')),

  TrialEndingAnnounced: ({ trialEndsAt }) => happened`The end of the trial on ${writtenDay(trialEndsAt)} was announced`,
  RenewalAnnounced: ({ renewsAt, amountDue, currency }) =>
    happened`The renewal on ${writtenDay(renewsAt)} over ${writtenMoney({ amount: amountDue, currency })} was announced`,

  InvoiceDueAnnounced: ({ number, dueAt, overdue }) =>
    overdue
      ? happened`Payment of ${invoiceOf(number)} was not made by ${writtenDay(dueAt)}`
      : happened`That ${invoiceOf(number)} is due on ${writtenDay(dueAt)} was announced`,

  StripeCustomerLinked: ({ customerId }) => happened`Customer ${customerId} at Stripe was linked to the organization`,
  StripeCustomerDescribed: ({ customerId }) => happened`The billing details of customer ${customerId} changed`,
  CustomerBalanceMoved: ({ transaction: { amount, endingBalance, currency } }) =>
    changing(
      happened`The billing balance moved by ${writtenMoney({ amount, currency })}`,
      change(
        'balance',
        writtenMoney({ amount: endingBalance - amount, currency }),
        writtenMoney({ amount: endingBalance, currency }),
      ),
    ),
  StripeEventReceived: bookkeeping('the webhook as it came; what it meant for an organization is an event of its own'),
};
