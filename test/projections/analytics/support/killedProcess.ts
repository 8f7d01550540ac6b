import { fork } from 'node:child_process';
import { once } from 'node:events';
import { builtFile } from '../../../support/builtFile.js';
import type { Orders } from './killedProjector.js';

export type Ended = Readonly<{ signal: NodeJS.Signals | null; counted: unknown; stderr: string }>;

/** A process that waits for orders, runs the projector, and dies or ends as it was told. */
export type KilledProcess = Readonly<{ obey: (orders: Orders) => Promise<Ended> }>;

export function forkProjector(): KilledProcess {
  const child = fork(builtFile(new URL('./killedProjector.ts', import.meta.url)), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  let counted: unknown;
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child.on('message', (message) => {
    counted = message;
  });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  return {
    obey: async (orders) => {
      child.send(orders);
      const [, signal] = await exited;
      return { signal, counted, stderr };
    },
  };
}
