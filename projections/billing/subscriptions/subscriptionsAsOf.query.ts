import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import { type SubscriptionRow, subscriptionsProjector } from './subscriptions.projector.js';
import type { Subscription } from './subscriptions.query.js';

type Rows = Readonly<Record<string, SubscriptionRow>>;

/**
 * The rows of one organization, folded from its billing account's stream by the projector's own handlers: asked up to
 * a moment, it says what the table said then.
 */
export const subscriptionRows = {
  name: 'subscriptions',
  initial: {} as Rows,
  evolve(rows: Rows, event: AnyRecordedEvent): Rows {
    const handler = subscriptionsProjector.on[event.type];
    const changed = (handler?.keys(event) ?? []).map((key) => [key, handler?.evolve(rows[key], event, key)] as const);
    return changed.length > 0 ? (Object.fromEntries([...Object.entries(rows), ...changed]) as Rows) : rows;
  },
};

/** Of an organization's subscriptions the one in force, else the one that ended last, as `currentSubscription` picks it. */
export function currentAmong(rows: Rows): Subscription | undefined {
  const [found] = Object.values(rows).sort(
    (a, b) =>
      descending(endOf(a), endOf(b)) ||
      descending(a.startedAt, b.startedAt) ||
      descending(a.subscriptionId, b.subscriptionId),
  );
  if (!found) return undefined;
  const { organizationId: _, items, discounts, scheduledChange, ...said } = found;
  return {
    ...said,
    items: [...items],
    discounts: [...discounts],
    scheduledChange: scheduledChange && {
      ...scheduledChange,
      target: { ...scheduledChange.target, meters: [...scheduledChange.target.meters] },
    },
  };
}

/** What has not ended sorts after every instant. */
const endOf = ({ endedAt }: SubscriptionRow): string => endedAt ?? '~';

const descending = (a: string, b: string): number => Number(a < b) - Number(a > b);
