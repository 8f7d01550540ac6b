import { forkEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/forkEventStoreNode.js';

/** A node as a process of its own, run from its TypeScript sources. */
export const forkNode = (databaseUrl: string, port = 0) =>
  forkEventStoreNode({ databaseUrl, port, execArgv: ['--import', 'tsx'] });
