import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { recordOf } from './subscriptionOf.js';

type Subscription = Stored<'subscription'>;

const DAY = 86_400;
/** How long a first payment, a held change or a resumption may take (docs.stripe.com/billing/subscriptions/overview). */
export const PATIENCE = 23 * 3600;

const kinds = [
  'renewal',
  'trial_will_end',
  'upcoming',
  'incomplete',
  'held_change',
  'resumption',
  'cancel',
  'collection',
];

/** Forgets everything that was going to happen to a subscription by itself. */
export function cancelWork(context: Context, subscription: string): void {
  for (const kind of kinds) context.cancel(`${kind}:${subscription}`);
}

/** When the next period of any item ends. */
export const nextBoundary = ({ items }: Subscription): number =>
  Math.min(...items.data.map((item) => item.current_period_end));

/** Schedules everything that time alone does to a subscription as it is now: its renewal, its reminders, its end. */
export function scheduleWork(context: Context, subscription: Subscription): void {
  cancelWork(context, subscription.id);
  const record = recordOf(context, subscription.id);
  const plan = (kind: string, at: number) => {
    const data = { subscription: subscription.id };
    context.schedule({
      key: `${kind}:${subscription.id}`,
      kind: `subscription.${kind}`,
      at,
      testClock: clockOf(subscription),
      data,
    });
  };
  switch (subscription.status) {
    case 'incomplete':
      plan('incomplete', subscription.created + PATIENCE);
      break;
    case 'trialing':
      planTrial(context, subscription, plan);
      plan('renewal', nextBoundary(subscription));
      break;
    case 'active':
    case 'past_due':
    case 'unpaid':
      plan('renewal', nextBoundary(subscription));
      planUpcoming(context, subscription, plan);
      break;
    case 'paused':
      if (record.resumption) planFrom(context, record.resumption, 'resumption', plan);
      break;
  }
  if (record.heldChange && subscription.pending_update) plan('held_change', subscription.pending_update.expires_at);
  if (subscription.cancel_at !== null) plan('cancel', subscription.cancel_at);
  const resumesAt = subscription.pause_collection?.resumes_at ?? null;
  if (resumesAt !== null) plan('collection', resumesAt);
}

type Plan = (kind: string, at: number) => void;

const clockOf = ({ test_clock: clock }: Subscription): string | null =>
  clock === null || typeof clock === 'string' ? clock : clock.id;

function planFrom({ store }: Context, invoice: string, kind: string, plan: Plan): void {
  const created = store.get('invoice', invoice)?.created;
  if (created !== undefined) plan(kind, created + PATIENCE);
}

/** Three days before the end, or at once when the trial is shorter. */
function planTrial(context: Context, { id: subscription, trial_end: end }: Subscription, plan: Plan): void {
  const told = recordOf(context, subscription).trialEndTold === end;
  if (end !== null && !told) plan('trial_will_end', Math.max(end - 3 * DAY, context.now()));
}

function planUpcoming(context: Context, subscription: Subscription, plan: Plan): void {
  const at = nextBoundary(subscription) - context.settings.upcomingDays * DAY;
  if (subscription.collection_method === 'charge_automatically' && at > context.now()) plan('upcoming', at);
}
