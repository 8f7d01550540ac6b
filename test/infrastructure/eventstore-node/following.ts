import type { AllStreamSubscription, ResolvedEvent, StreamSubscription } from '@eventstore/db-client';

/** A subscription being followed: what it has delivered so far, and a way to wait for more. */
export type Followed = Readonly<{
  events: readonly ResolvedEvent[];
  /** How many events there were each time the subscription was told that it has caught up. */
  caughtUpAt: readonly number[];
  error: () => Error | undefined;
  /** Resolves once the condition holds; it is looked at after each thing the subscription delivers. */
  until: (condition: () => boolean) => Promise<void>;
  received: (count: number) => Promise<void>;
  caughtUp: () => Promise<void>;
  failed: () => Promise<Error>;
  unsubscribe: () => Promise<void>;
}>;

/** Follows a subscription; `onEvent` is called for each event. */
export function follow(subscription: AllStreamSubscription | StreamSubscription): Followed {
  const events: ResolvedEvent[] = [];
  const caughtUpAt: number[] = [];
  let error: Error | undefined;
  let look: (() => void)[] = [];
  const looked = () => {
    for (const each of look) each();
  };
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!condition()) return;
        look = look.filter((each) => each !== check);
        resolve();
      };
      look.push(check);
      check();
    });
  subscription.on('data', (event: ResolvedEvent) => {
    events.push(event);
    looked();
  });
  subscription.on('caughtUp', () => {
    caughtUpAt.push(events.length);
    looked();
  });
  subscription.on('error', (reason: Error) => {
    error = reason;
    looked();
  });
  return {
    events,
    caughtUpAt,
    error: () => error,
    until,
    received: (count) => until(() => events.length >= count),
    caughtUp: () => until(() => caughtUpAt.length > 0),
    failed: async () => {
      await until(() => error !== undefined);
      return error as Error;
    },
    unsubscribe: () => subscription.unsubscribe(),
  };
}

/** `<revision>@<stream>` of each event, the way links are written. */
export const places = (events: readonly ResolvedEvent[]): string[] =>
  events.map(({ event }) => `${event?.revision}@${event?.streamId}`);
