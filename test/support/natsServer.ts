import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { freePort } from './freePort.js';

/** A real `nats-server` on loopback that a test can kill, freeze and start again on the same port. */
export type NatsServer = Readonly<{
  url: string;
  start: () => Promise<void>;
  kill: () => Promise<void>;
  freeze: () => void;
  thaw: () => void;
}>;

/** @param options further arguments of `nats-server`, such as `--user` */
export async function startNatsServer(...options: string[]): Promise<NatsServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn('nats-server', ['--addr', '127.0.0.1', '--port', `${port}`, ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    for await (const line of createInterface({ input: started.stderr })) {
      if (line.includes('Server is ready')) break;
    }
    if (started.exitCode !== null) throw new Error(`nats-server ended with ${started.exitCode}`);
    started.stderr.resume();
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
  };
}
