import type { Account } from '../account/account.js';
import type { Simulator } from '../simulator.js';
import { doNextWork, nextWork } from './runDueWork.js';

const LONGEST_MS = 60_000;
const AFTER_FAILURE_MS = 1_000;

/** Does the due work of an account whose clock runs when its time comes. Returns how to stop. */
export function keepTime(simulator: Simulator, account: Account): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let working = false;

  const running = () => account.records.get('sim.account', 'account')?.clock.mode === 'running';

  async function workOff(): Promise<void> {
    if (working || stopped || !running()) return;
    working = true;
    try {
      while (!stopped && (await doNextWork(simulator, account, null, account.now())));
      working = false;
      wait();
    } catch (error) {
      working = false;
      simulator.problem('due work failed and is tried again', error);
      wait(AFTER_FAILURE_MS);
    }
  }

  function wait(atLeastMs = 0): void {
    clearTimeout(timer);
    if (stopped || working || !running()) return;
    const next = nextWork(account, null);
    if (!next) return;
    const dueMs = (next.at - account.now()) * 1000;
    timer = setTimeout(() => void workOff(), Math.min(LONGEST_MS, Math.max(atLeastMs, dueMs)));
    timer.unref();
  }

  const forget = account.onCommit(() => wait());
  wait();
  return () => {
    stopped = true;
    clearTimeout(timer);
    forget();
  };
}
