import type * as Forking from '../../../infrastructure/embedded/eventstore-node/forkEventStoreNode.js';
import { builtFile } from '../../support/builtFile.js';

const source = new URL('../../../infrastructure/embedded/eventstore-node/forkEventStoreNode.ts', import.meta.url);

/** A node as a process of its own. */
export async function forkNode(databaseUrl: string, port = 0): Promise<Forking.ForkedEventStoreNode> {
  const { forkEventStoreNode }: typeof Forking = await import(builtFile(source));
  return forkEventStoreNode({ databaseUrl, port, execArgv: [] });
}
