import type { Account } from '../account/account.js';
import type { Simulator } from '../simulator.js';
import { advance } from './advance.js';

/** Moves the test clocks of an account that were told to advance; each is ready again when it got there. Returns how to stop. */
export function moveTestClocks(simulator: Simulator, account: Account): () => Promise<void> {
  let moving: Promise<void> | undefined;
  let stopped = false;

  async function moveAll(): Promise<void> {
    await Promise.resolve();
    for (;;) {
      const [clock] = account.records.where('test_helpers.test_clock', 'status', 'advancing');
      if (!clock || stopped) return;
      const to = clock.status_details.advancing?.target_frozen_time ?? clock.frozen_time;
      try {
        await advance(simulator, account, { testClock: clock.id, to: Math.max(to, clock.frozen_time) });
        await end(clock.id, 'ready');
      } catch (error) {
        simulator.problem(`the test clock ${clock.id} failed to advance`, error);
        await end(clock.id, 'internal_failure');
      }
    }
  }

  const end = (id: string, status: 'ready' | 'internal_failure'): Promise<void> =>
    account.run((context) => {
      if (!context.store.get('test_helpers.test_clock', id)) return;
      const clock = context.store.update('test_helpers.test_clock', id, { status, status_details: {} });
      context.emit(`test_helpers.test_clock.${status}`, clock);
    });

  function look(): void {
    if (moving || stopped || account.records.where('test_helpers.test_clock', 'status', 'advancing').length === 0)
      return;
    moving = moveAll().finally(() => {
      moving = undefined;
      look();
    });
  }

  const forget = account.onCommit(look);
  look();
  return async () => {
    stopped = true;
    forget();
    await moving;
  };
}
