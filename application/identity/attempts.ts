import { LRUCache } from 'lru-cache';
import { networkOf } from '../../domain/identity/networkOf.js';
import { FAILURE_WINDOW_MS, FAILURES_BEFORE_LOCK_OUT } from '../../domain/identity/user/decideSignIn.js';
import { inTurn } from '../inTurn.js';

/** Accounts and networks whose failures are remembered; the least recent go first. */
const REMEMBERED = 100_000;

/** Attempts at passwords and codes, by account and network. */
export type Attempts = Readonly<{
  /** Until when this network may not try this account; undefined when it may. Milliseconds since 1970. */
  lockedUntil: (account: string, ip: string, now: Date) => number | undefined;
  failed: (account: string, ip: string, now: Date) => void;
  succeeded: (account: string, ip: string) => void;
  /** Attempts of one network at one account run one after the other: as many as are allowed, not as many as fit at once. */
  inTurn: <T>(account: string, ip: string, attempt: () => Promise<T>) => Promise<T>;
}>;

/**
 * Counts attempts the same whether there is an account or not: what a person's own stream remembers for good, this
 * process knows at once, and of addresses that nobody has it is all there is.
 */
export function attempts(): Attempts {
  const remembered = new LRUCache<string, readonly number[]>({ max: REMEMBERED });
  const turns = inTurn();

  /** A lock-out holds from its last failure, so failures before it count until then. */
  function recent(key: string, now: Date): readonly number[] {
    const failures = remembered.get(key) ?? [];
    const since = now.getTime() - FAILURE_WINDOW_MS;
    if (failures.length < FAILURES_BEFORE_LOCK_OUT) return failures.filter((at) => at > since);
    return (failures.at(-1) ?? 0) > since ? failures : [];
  }

  return {
    lockedUntil(account, ip, now) {
      const failures = recent(keyOf(account, ip), now);
      const last = failures.at(-1);
      return last !== undefined && failures.length >= FAILURES_BEFORE_LOCK_OUT ? last + FAILURE_WINDOW_MS : undefined;
    },
    failed(account, ip, now) {
      const key = keyOf(account, ip);
      remembered.set(key, [...recent(key, now), now.getTime()]);
    },
    succeeded(account, ip) {
      remembered.delete(keyOf(account, ip));
    },
    inTurn: (account, ip, attempt) => turns(keyOf(account, ip), attempt),
  };
}

const keyOf = (account: string, ip: string): string => `${account}|${networkOf(ip)}`;
