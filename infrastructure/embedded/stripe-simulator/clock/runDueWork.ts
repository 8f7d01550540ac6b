import { type Account, clockAt } from '../account/account.js';
import type { Simulator } from '../simulator.js';
import type { Stored } from '../store/storedObjects.js';

type Work = Stored<'sim.work'>;

/** The work of a clock that is due first; null is the account's own clock. */
export function nextWork(account: Account, testClock: string | null): Work | undefined {
  let first: Work | undefined;
  for (const work of account.records.unordered('sim.work', 'testClock', testClock)) {
    if (!first || work.at < first.at || (work.at === first.at && work.sequence < first.sequence)) first = work;
  }
  return first;
}

/**
 * Does the work that is due first if it is due by `until`, at its own simulated time, and moves its clock there.
 * @returns what was done; undefined when nothing was due
 */
export async function doNextWork(
  simulator: Simulator,
  account: Account,
  testClock: string | null,
  until: number,
): Promise<Work | undefined> {
  const candidate = nextWork(account, testClock);
  if (!candidate || candidate.at > until) return undefined;
  const at = Math.max(candidate.at, clockOf(account, testClock));
  return account.run(
    (context) => {
      // What came before in the line may have cancelled it or put something earlier.
      const work = nextWork(account, testClock);
      if (!work || work.at > until) return undefined;
      const handler = simulator.work[work.kind];
      if (!handler) throw new Error(`nobody does work of the kind ${work.kind}`);
      context.cancel(work.id);
      if (testClock) context.store.update('test_helpers.test_clock', testClock, { frozen_time: at });
      else if (at > account.now())
        context.store.update('sim.account', 'account', { clock: clockAt(context.account, at) });
      handler(context, work.data);
      return work;
    },
    { at },
  );
}

/** What a clock shows, in seconds. */
export const clockOf = (account: Account, testClock: string | null): number =>
  (testClock ? account.records.get('test_helpers.test_clock', testClock)?.frozen_time : undefined) ?? account.now();
