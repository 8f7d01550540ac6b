/** An event a reaction could not handle; the event itself stays in the log. */
export type ParkedEvent = Readonly<{
  stream: string;
  revision: bigint;
  position: bigint;
  /** Tries so far, the first included. */
  attempts: number;
}>;

/** The right to run one reaction, held by one process at a time, and what that reaction remembers. */
export interface ReactionLease {
  /** The last position handled, undefined before the first. */
  readonly position: bigint | undefined;
  /** Aborts when another process may have taken over. */
  readonly lost: AbortSignal;
  /** @throws LeaseLost when another process has taken over */
  save(position: bigint): Promise<void>;
  /** Remembers an event to be tried again at a time; the same event again replaces what was remembered. */
  park(event: ParkedEvent, why: string, nextAttemptAt: Date): Promise<void>;
  /** Parked events whose time has come, oldest first. */
  due(now: Date, limit: number): Promise<readonly ParkedEvent[]>;
  /** Forgets a parked event: it has been handled. */
  settle(event: ParkedEvent): Promise<void>;
  release(): Promise<void>;
}

/** Hands out the right to run reactions. */
export interface ReactionLedger {
  /** Waits until this process may run the reaction; undefined when the signal aborts first. */
  acquire(reaction: string, signal: AbortSignal): Promise<ReactionLease | undefined>;
}

/** Another process has taken over: what this one still wanted to write was refused. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}
