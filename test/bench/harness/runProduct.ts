import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtBench } from './builtBench.js';

export const jwtSecret = 'a secret of the bench of 32 bytes or more';
export const webhookSecret = 'whsec_of_the_bench_and_of_nobody_else';

/** The whole product in a process of its own, embedded services and all, as `npm start` runs it. */
export type RunningProduct = Readonly<{
  pid: number;
  http: string;
  gateway: string;
  inbox: string;
  eventStore: string;
  postgres: string;
  /** From the start of the process until it said that it is ready. */
  readySeconds: number;
  stop: () => Promise<void>;
}>;

/** @throws Error when it ends before it is ready */
export async function runProduct(dataDir: string): Promise<RunningProduct> {
  const env = {
    ...process.env,
    ...{
      DATA_DIR: dataDir,
      PORT: '0',
      GATEWAY_PORT: '0',
      EVENTSTORE_PORT: '0',
      POSTGRES_PORT: '0',
      STRIPE_SIMULATOR_PORT: '0',
      INBOX_PORT: '0',
      DEMO_DATA: 'false',
    },
    ...{ JWT_SECRET: jwtSecret, STRIPE_WEBHOOK_SECRET: webhookSecret, PERSONAL_DATA_KEY: jwtSecret },
    ...{
      DATABASE_URL: '',
      EVENTSTORE_URL: '',
      CLICKHOUSE_URL: '',
      NATS_URL: '',
      STRIPE_SECRET_KEY: '',
      PROCESSES: '',
      NODE_ENV: 'development',
    },
  };
  const main = join(await builtBench(), 'infrastructure/composition/main.js');
  const started = performance.now();
  const child = fork(main, [], {
    execArgv: ['--enable-source-maps'],
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    exited.then(([code]) => Promise.reject(new Error(`the product ended with ${code} before it was ready`))),
  ]);
  const readySeconds = (performance.now() - started) / 1_000;
  const runtime = JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')) as Record<string, string>;
  const { http = '', gateway = '', inbox = '', eventStore = '', postgres = '' } = runtime;
  let stopped: Promise<void> | undefined;
  return {
    ...{
      pid: child.pid ?? 0,
      http: http.replace('localhost', '127.0.0.1'),
      gateway,
      inbox,
      eventStore,
      postgres,
      readySeconds,
    },
    stop: () => {
      stopped ??= (async () => {
        child.kill('SIGTERM');
        await exited;
      })();
      return stopped;
    },
  };
}
