import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Runtime } from '../../infrastructure/composition/runtimeFile.js';
import { newDataFolder } from './dataFolder.js';
import { Product } from './product.js';

/** The product as a person starts it, on free ports over its own data folder. */
export class RunningProduct extends Product {
  #child: ChildProcess | undefined;

  constructor(
    readonly dataDir = newDataFolder(inject('begunProduct')),
    readonly environment: Readonly<Record<string, string>> = {},
    readonly built: () => string = () => inject('builtProduct'),
  ) {
    super();
  }

  /** Resolves once it says that it is ready. */
  async start(): Promise<Runtime> {
    const free = ['PORT', 'GATEWAY_PORT', 'EVENTSTORE_PORT', 'POSTGRES_PORT', 'STRIPE_SIMULATOR_PORT', 'INBOX_PORT'];
    const ports = Object.fromEntries(free.map((name) => [name, '0']));
    const output = openSync(this.outputFile, 'a');
    const child = fork(join(this.built(), 'infrastructure', 'composition', 'main.js'), [], {
      execArgv: [],
      env: { ...process.env, ...ports, DATA_DIR: this.dataDir, DEMO_DATA: 'false', ...this.environment },
      // A process group of its own, so that all of it can be killed at once.
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    });
    closeSync(output);
    this.#child = child;
    child.once('exit', () => {
      this.#child = undefined;
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the product ended with ${code} before it was ready:\n${this.output}`);
    });
    await Promise.race([once(child, 'message'), ended]);
    return this.runtime();
  }

  /** SIGTERM, then its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#running();
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  }

  /** A power cut: the whole process group, at once. */
  async killGroup(): Promise<void> {
    const child = this.#running();
    const exited = once(child, 'exit');
    process.kill(-Number(child.pid), 'SIGKILL');
    await exited;
  }

  async dispose(): Promise<void> {
    if (this.#child) await this.stop();
    for (const path of [this.dataDir, this.outputFile]) rmSync(path, { recursive: true, force: true });
  }

  #running(): ChildProcess {
    if (!this.#child) throw new Error('the product does not run');
    return this.#child;
  }
}
