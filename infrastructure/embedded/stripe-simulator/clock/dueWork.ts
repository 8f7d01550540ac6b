import type { Context } from '../account/context.js';

/** Plain data that a piece of due work takes with it. */
export type WorkData = Readonly<Record<string, string | number | boolean | null>>;

/** Something that happens by itself at a simulated time (stripe.md 5.7). */
export type DueWork = Readonly<{
  /** Who it is for: scheduling the same key again replaces it. */
  id: string;
  /** Seconds of the clock it follows. */
  at: number;
  /** Orders what is due at one time. */
  sequence: number;
  kind: string;
  /** The test clock it follows; null for the account's own. */
  testClock: string | null;
  data: WorkData;
}>;

/** Does one kind of due work; `context.now()` is the time it was due at. */
export type WorkHandler = (context: Context, data: WorkData) => void;
