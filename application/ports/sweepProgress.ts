/** How far Stripe's own list of events has been gone through. */
export interface SweepProgress {
  /** When the newest event seen so far was made, by Stripe's clock; undefined before the first sweep. */
  reached(): Promise<string | undefined>;
  /** Never goes back. */
  reach(time: string): Promise<void>;
}
