import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connection.js';
import { closeCodes, serverFrames } from './protocol.js';

/**
 * Says goodbye to every socket; those that still have something to read first get the time to read it.
 * @param withinMs after which the rest is left, in milliseconds
 */
export async function drainSockets(
  connections: ReadonlySet<Connection>,
  withinMs: number,
  now: () => number,
): Promise<void> {
  const end = now() + withinMs;
  for (;;) {
    for (const connection of connections) {
      if (connection.waiting() > 0 && now() < end) continue;
      connection.send(serverFrames.bye('the server is going away: connect again'), now());
      connection.end(closeCodes.drain, 'the server is going away');
    }
    if (connections.size === 0) return;
    await pause(20);
  }
}
