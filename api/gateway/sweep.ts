import type { Clock } from '../../application/ports/clock.js';
import type { Connection } from './connection.js';
import type { GatewayLimits } from './limits.js';
import type { LiveFeed } from './liveFeed.js';
import { closeCodes } from './protocol.js';

type Options = Readonly<{ clock: Clock; limits: GatewayLimits; live: LiveFeed; now: () => number }>;

/** What time alone does to sockets. One pass over all of them is cheaper than a timer for each. */
export function sweep(connections: Iterable<Connection>, { clock, limits, live, now }: Options): void {
  const time = now();
  const wallClock = clock.now().getTime();
  for (const connection of connections) {
    const { state, claims, expiresAt } = connection;
    const age = time - connection.since;
    if (claims && expiresAt <= wallClock) connection.end(closeCodes.token, 'the token has expired');
    else if (!claims && age >= limits.authenticationMs)
      connection.end(closeCodes.notAuthenticatedInTime, 'no token came in time');
    else if (state === 'welcomed' && age >= limits.resumeWindowMs) live.join(connection);
    else if (state === 'stalled' && age >= limits.stallMs)
      connection.end(closeCodes.tryAgainLater, 'too slow: resume from your cursor');
  }
}
