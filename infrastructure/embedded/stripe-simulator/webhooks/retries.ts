import type { Settings } from '../account/accountRecord.js';

const [MINUTE, HOUR] = [60, 3_600];

/** Seconds between attempts. Stripe's own are unpublished; these keep to what it says of them (stripe.md 2.1, 5.9). */
const gaps: Readonly<Record<Settings['retryProfile'], readonly number[]>> = {
  fast: [0.1, 0.4, 1.6],
  sandbox: [10 * MINUTE, HOUR, 3 * HOUR],
  live: [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 24 * HOUR, 30 * HOUR],
};

/** How long to wait after so many attempts, in seconds; undefined when there is no further one. */
export const gapAfter = (profile: Settings['retryProfile'], attempts: number): number | undefined =>
  gaps[profile][attempts - 1];
