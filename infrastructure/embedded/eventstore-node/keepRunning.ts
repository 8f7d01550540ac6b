import { setTimeout as delay } from 'node:timers/promises';
import type { NodeOptions } from './nodeOptions.js';
import { type EventStoreNode, startEventStoreNode } from './startEventStoreNode.js';
import { LogHeldElsewhere } from './writer/ownedLog.js';

const pauseMs = 250;
/** A session that broke has let go of the lock long before: whoever holds it now is to keep it. */
const lockWaitMs = 1000;
const maxRestarts = 120;

/**
 * Runs a node until `signal` aborts. A node that loses its database is started anew, on the same port and for as long as a
 * database takes to come back; one that lost its place to another node is not. Throws when it cannot run.
 */
export async function keepRunning(
  options: NodeOptions,
  signal: AbortSignal,
  onStart: (node: EventStoreNode) => void,
  onFailure: (error: Error) => void,
): Promise<void> {
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  let node: EventStoreNode | undefined = await startEventStoreNode(options);
  while (node && !signal.aborted) {
    onStart(node);
    const failure: Error | undefined = await Promise.race([node.failed, aborted]);
    const port: number = node.port;
    await node.stop();
    if (failure) onFailure(failure);
    node = failure && (await startAgain({ ...options, port, lockWaitMs }, signal));
  }
  await node?.stop();
}

async function startAgain(options: NodeOptions, signal: AbortSignal): Promise<EventStoreNode | undefined> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await startEventStoreNode(options);
    } catch (error) {
      if (error instanceof LogHeldElsewhere || attempt === maxRestarts) throw error;
      await delay(pauseMs);
    }
  }
  return undefined;
}
