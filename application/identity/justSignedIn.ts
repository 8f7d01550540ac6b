import type { Clock } from '../ports/clock.js';
import type { DecidingEvents } from './decidingEvents.js';

/** How long signing in proves who somebody is, in milliseconds; as for being erased. */
const PROVEN_FOR_MS = 10 * 60 * 1_000;

/** Whether a session began so lately that it is proof by itself of who somebody is. */
export type JustSignedIn = (sessionId: string) => Promise<boolean>;

export const justSignedIn =
  ({ sessionStarted }: Pick<DecidingEvents, 'sessionStarted'>, clock: Clock): JustSignedIn =>
  async (sessionId) => {
    const started = await sessionStarted(sessionId);
    return started !== null && clock.now().getTime() - Date.parse(started.at) <= PROVEN_FOR_MS;
  };
