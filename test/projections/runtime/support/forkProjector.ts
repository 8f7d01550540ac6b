import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { builtFile } from '../../../support/builtFile.js';
import type { Strike } from './projectorProcess.js';
import type { TestStack } from './testStack.js';

export type ForkedProjector = Readonly<{
  process: ChildProcess;
  /** It has started but does nothing before. */
  go: () => void;
  /** What it has logged as trouble. */
  troubles: readonly string[];
  exited: Promise<unknown>;
}>;

/** Runs or rebuilds `bank.accounts` in a process of its own. */
export function forkProjector(
  { databaseUrl, eventStoreUrl }: TestStack,
  strike: Strike | null,
  task: 'run' | 'rebuild' = 'run',
): ForkedProjector {
  const script = builtFile(new URL('./projectorProcess.ts', import.meta.url));
  const child = fork(script, [databaseUrl, eventStoreUrl, JSON.stringify(strike), task], {
    execArgv: [],
    stdio: 'inherit',
  });
  const troubles: string[] = [];
  child.on('message', (message: { trouble?: string }) => {
    if (message.trouble) troubles.push(message.trouble);
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { process: child, go: () => child.send('go'), troubles, exited };
}
