import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { builtBench } from './builtBench.js';
import type { Methods, Reply } from './program.js';

type Answer<M> = M extends (argument: never) => Promise<infer A> ? A : never;

/** A program in a process of its own. */
export type Program<M extends Methods> = Readonly<{
  pid: number;
  /** @throws Error with the program's own stack when the method failed or the process ended */
  call: <K extends keyof M & string>(method: K, ...argument: Parameters<M[K]>) => Promise<Answer<M[K]>>;
  stop: () => Promise<void>;
}>;

/** Starts `programs/<name>.ts` and hands it its options; resolves when it is ready. */
export async function startProgram<M extends Methods>(name: string, options: unknown): Promise<Program<M>> {
  const file = join(await builtBench(), 'test/bench/programs', `${name}.js`);
  const child = fork(file, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const exited = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`the program ${name} ended`));
  });
  child.on('message', (reply: Reply) => {
    const { resolve, reject } = waiting.get(reply.id) ?? {};
    waiting.delete(reply.id);
    if ('error' in reply) reject?.(new Error(`${name}: ${reply.error}`));
    else resolve?.(reply.value);
  });
  let calls = 0;
  const ask = (method: string, argument: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = calls++;
      waiting.set(id, { resolve, reject });
      child.send({ id, method, argument });
    });
  await ask('start', options);
  return {
    pid: child.pid ?? 0,
    call: (method, ...argument) => ask(method, argument[0]) as Promise<never>,
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
