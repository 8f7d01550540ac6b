import type { BillingAccountRejection } from '../../../domain/billing/billingAccount/billingAccount.commands.js';
import type { BillingRefusalCode } from '../../../domain/billing/billingAccount/billingRequest.js';
import type { ProblemKind } from '../httpRefusals.js';

const kind = (status: number, title: string, detail: string): ProblemKind => ({ status, title, detail });

/** How billing accounts refuse, and how Stripe does through them. */
export type BillingRejection =
  | BillingAccountRejection
  | Uppercase<BillingRefusalCode>
  | 'PLAN_NOT_OFFERED'
  | 'ONLY_WHEN_STARTING'
  | 'ONLY_WHEN_CHANGING'
  | 'AS_OF_NOT_YET'
  | 'ADDRESS_NOT_ALLOWED';

export const billingAccountRejections = {
  SUBSCRIPTION_ALREADY_STARTED: kind(
    409,
    'There is a subscription already',
    'An organization has one subscription at a time. Change it, or cancel it first.',
  ),
  SUBSCRIPTION_NOT_FOUND: kind(404, 'There is no subscription', 'Start one first.'),
  SUBSCRIPTION_NOT_CHANGEABLE: kind(
    409,
    'The subscription cannot be changed now',
    'Only one that is active or in its trial can. Pay what is open, or resume it, first.',
  ),
  SUBSCRIPTION_NOT_PAUSABLE: kind(
    409,
    'The subscription cannot be paused now',
    'Only one that is active or past due can: a trial has nothing to pause.',
  ),
  NOTHING_TO_RESUME: kind(409, 'There is nothing to resume', 'It is neither paused nor about to end.'),
  NOTHING_TO_CHANGE: kind(409, 'Nothing would change', 'The subscription is like this already.'),
  CHANGE_ALREADY_SCHEDULED: kind(
    409,
    'A change is scheduled already',
    'It holds from the next period on. Take it back first, then ask for another.',
  ),
  NO_CHANGE_SCHEDULED: kind(409, 'No change is scheduled', 'There is nothing to take back.'),
  PLAN_NOT_SOLD_SO: kind(
    422,
    'The plan is not sold so',
    'It has no price for this interval and currency. See the prices of the plan.',
  ),
  CURRENCY_MISMATCH: kind(
    422,
    'Your organization is billed in another currency',
    'A subscription keeps the currency it was started in. Leave the currency out, or cancel and start again in another.',
  ),
  PLAN_NOT_OFFERED: kind(422, 'There is no such plan', 'See the plans that are sold for their ids.'),
  SEATS_FOLLOW_TEAM: kind(
    409,
    'Seats follow the team',
    'There are as many seats as members. To choose them yourself, set the seats policy to fixed first.',
  ),
  AS_OF_NOT_YET: kind(
    422,
    'That moment has not come',
    '`asOf` is a position behind the end of the log, or an instant in the future: nobody can say what will be so.',
  ),
  WITHDRAWN: kind(409, 'The request was withdrawn', 'It was taken back before Stripe had answered.'),
  ONLY_WHEN_STARTING: kind(
    422,
    'There is a subscription already',
    'A coupon code and a trial are for a first subscription. Use a coupon on the one there is by its own call.',
  ),
  ONLY_WHEN_CHANGING: kind(422, 'There is no subscription yet', 'A proration date is for a change of one.'),
  SEATS_OUT_OF_RANGE: kind(422, 'The plan does not take so many seats', 'See the seats that the plan allows.'),
  PAYMENT_METHOD_NOT_FOUND: kind(
    404,
    'There is no such payment method',
    'See the saved payment methods for their ids.',
  ),
  PAYMENT_METHOD_IN_USE: kind(
    409,
    'The payment method is in use',
    'The subscription is charged to it. Make another one the default first.',
  ),
  BILLING_REQUEST_OPEN: kind(
    409,
    'Another change is under way',
    'What was asked before has not been answered by Stripe yet. Ask again once it has.',
  ),
  BILLING_REQUEST_UNKNOWN: kind(404, 'There is no such request', 'It is not known, or has its outcome already.'),
  CARD_DECLINED: kind(402, 'The card was declined', 'Use another card, or ask the bank that issued it.'),
  PAYMENT_METHOD_REQUIRED: kind(
    402,
    'A payment method is needed',
    'There is nothing to charge: send a paymentMethodId, or save a payment method first.',
  ),
  PAYMENT_METHOD_UNUSABLE: kind(
    422,
    'The payment method cannot be used',
    'Stripe does not know it, or it belongs to somebody else. Create a new one with Stripe.js.',
  ),
  COUPON_UNUSABLE: kind(422, 'The code cannot be used', 'It is unknown, has expired, or is not for this purchase.'),
  COUPON_ALREADY_APPLIED: kind(409, 'The coupon is applied already', 'A coupon counts once.'),
  REFUSED_BY_STRIPE: kind(422, 'Stripe refused the request', 'Nothing was changed; the message says why.'),
  ADDRESS_NOT_ALLOWED: kind(
    422,
    'The address is not allowed',
    'Customers are sent back only to addresses of this product: PUBLIC_URL and CORS_ORIGINS list them.',
  ),
} satisfies Record<BillingRejection, ProblemKind>;

/** What every request that goes to Stripe may be refused with. */
export const requestRefusals = [
  ...(Object.keys(billingAccountRejections) as BillingRejection[]),
  'STREAM_BUSY',
  'REVISION_MISMATCH',
] as const;
