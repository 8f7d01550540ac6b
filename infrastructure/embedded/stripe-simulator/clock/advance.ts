import { type Account, clockAt } from '../account/account.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Simulator } from '../simulator.js';
import { clockOf, doNextWork } from './runDueWork.js';

/** One piece of due work that was done on the way. */
export type Step = Readonly<{ at: number; kind: string; key: string }>;

const MOST_STEPS = 100_000;
const MOST_SECONDS = 10 * 366 * 86_400;

/** Stops the journey where more has happened than one call may ask for. */
function checkBounds(from: number, to: number): void {
  if (to < from) throw invalidRequest('A clock only moves forward.', { param: 'to' });
  if (to - from > MOST_SECONDS) throw invalidRequest('A clock moves at most ten years at once.', { param: 'to' });
}

export type Journey = Readonly<{
  testClock: string | null;
  to: number;
  /** Stop after the first piece of work. */
  untilNext?: boolean;
  /** Called between two steps, for whoever wants to let the webhooks of one arrive before the next. */
  between?: () => Promise<void>;
}>;

/**
 * Moves a clock forward and does what is due on the way, each at its own time.
 * @returns what was done; with 100,000 steps it stops there, at the time of the last
 * @throws StripeError 400 for a time in the past or more than ten years ahead
 */
export async function advance(simulator: Simulator, account: Account, journey: Journey): Promise<Step[]> {
  const { testClock, to, untilNext = false, between } = journey;
  checkBounds(clockOf(account, testClock), to);
  const steps: Step[] = [];
  while (steps.length < MOST_STEPS) {
    const work = await doNextWork(simulator, account, testClock, to);
    if (!work) break;
    steps.push({ at: work.at, kind: work.kind, key: work.id });
    await between?.();
    if (untilNext) return steps;
  }
  if (steps.length < MOST_STEPS) await moveTo(account, testClock, to);
  return steps;
}

const moveTo = (account: Account, testClock: string | null, to: number): Promise<void> =>
  account.run((context) => {
    const { store } = context;
    if (testClock) {
      const clock = store.get('test_helpers.test_clock', testClock);
      if (clock && clock.frozen_time < to) store.update('test_helpers.test_clock', testClock, { frozen_time: to });
    } else if (account.now() < to) store.update('sim.account', 'account', { clock: clockAt(context.account, to) });
  });
