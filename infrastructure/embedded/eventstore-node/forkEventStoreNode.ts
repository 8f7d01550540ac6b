import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export type ForkOptions = Readonly<{
  databaseUrl: string;
  /** 0, the default, picks a free port. */
  port?: number;
  /** Flags of Node.js for the process; by default those of this one, so that a TypeScript loader is handed on. */
  execArgv?: readonly string[];
}>;

/** How a process ended. */
export type Exit = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

/** An event store node in a process of its own. */
export type ForkedEventStoreNode = Readonly<{
  pid: number;
  port: number;
  /** For the EventStoreDB client. */
  connectionString: string;
  /** Position of the last record when the node started. */
  head: bigint;
  /** Resolves when the process has ended, for whatever reason. */
  exited: Promise<Exit>;
  stop: () => Promise<void>;
}>;

/** Starts a node as a process of its own, and resolves when it listens. Throws when it ends before. */
export async function forkEventStoreNode(options: ForkOptions): Promise<ForkedEventStoreNode> {
  const { databaseUrl, port = 0, execArgv = process.execArgv } = options;
  const main = fileURLToPath(new URL(`./main${extname(import.meta.url)}`, import.meta.url));
  const child = fork(main, [], {
    execArgv: [...execArgv],
    env: { ...process.env, EVENTSTORE_DATABASE_URL: databaseUrl, EVENTSTORE_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk).slice(-4000);
  });
  const exited = once(child, 'exit').then(([code, signal]): Exit => ({ code, signal }));
  const ready = await Promise.race([
    new Promise<ReadyMessage>((resolve) => {
      child.on('message', (message) => isReady(message) && resolve(message));
    }),
    exited.then((exit) => {
      throw new Error(`the event store node did not start (exit code ${exit.code}):\n${complaint}`);
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    port: ready.port,
    connectionString: `esdb://127.0.0.1:${ready.port}?tls=false`,
    head: BigInt(ready.head),
    exited,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** What a forked node tells its parent once it listens; `head` in decimal. */
export type ReadyMessage = Readonly<{ ready: true; port: number; head: string }>;

const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
