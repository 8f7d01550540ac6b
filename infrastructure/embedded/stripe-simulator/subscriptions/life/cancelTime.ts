import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';

type Subscription = Stored<'subscription'>;

type Request = Readonly<{
  cancel_at_period_end?: boolean | undefined;
  cancel_at?: number | string | null | undefined;
}>;

/** When a subscription is to end, as a call wants it: at the end of its period, at a time, or (again) not at all. */
export function cancelTime(context: Context, subscription: Subscription, request: Request): Partial<Subscription> {
  const { cancel_at_period_end: atPeriodEnd, cancel_at: at } = request;
  if (atPeriodEnd !== undefined && at !== undefined && at !== null) {
    throw invalidRequest('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
      code: 'parameters_exclusive',
      param: 'cancel_at',
    });
  }
  if (atPeriodEnd === true)
    return requested(context, subscription, { at: ends(subscription, 'max_period_end'), flag: true });
  if (atPeriodEnd === false && subscription.cancel_at_period_end) return withdrawn;
  if (at === null) return withdrawn;
  if (at === 'min_period_end' || at === 'max_period_end') {
    return requested(context, subscription, { at: ends(subscription, at), flag: false });
  }
  if (typeof at !== 'number') return {};
  if (at <= context.now()) throw invalidRequest('cancel_at must be in the future', { param: 'cancel_at' });
  return requested(context, subscription, { at, flag: false });
}

const ends = ({ items }: Subscription, which: 'min_period_end' | 'max_period_end'): number => {
  const all = items.data.map((item) => item.current_period_end);
  return which === 'min_period_end' ? Math.min(...all) : Math.max(...all);
};

const requested = (
  context: Context,
  subscription: Subscription,
  { at, flag }: Readonly<{ at: number; flag: boolean }>,
): Partial<Subscription> => ({
  cancel_at: at,
  cancel_at_period_end: flag,
  canceled_at: context.now(),
  cancellation_details: { ...noDetails, ...subscription.cancellation_details, reason: 'cancellation_requested' },
});

const noDetails = { comment: null, feedback: null, feedback_option: null, reason: null };

const withdrawn: Partial<Subscription> = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  cancellation_details: noDetails,
};
