import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../infrastructure/embedded/postgres/embeddedPostgres.js';
import { builtBench } from './builtBench.js';
import type { Methods } from './program.js';
import { startProgram } from './startProgram.js';

/** What a scenario runs on; everything it takes from here is stopped and deleted after it. */
export type Stage = Readonly<{
  /** URL of a new, empty database of the bench's PostgreSQL, durable as the product runs it. */
  database: () => Promise<string>;
  /** Path of a folder that does not exist yet. */
  folder: () => string;
  /** Our event store node in a process of its own, over a database of its own, which may be given something first. */
  node: (
    prepare?: (databaseUrl: string) => Promise<void>,
  ) => Promise<Readonly<{ databaseUrl: string; connectionString: string; pid: number }>>;
  program: <M extends Methods>(name: string, options: unknown) => ReturnType<typeof startProgram<M>>;
  /** Does something after the scenario, before what was taken earlier ends. */
  after: (end: () => Promise<void>) => void;
  close: () => Promise<void>;
}>;

/** The module of the built product, which forks the built node. */
const builtNode = async (): Promise<
  typeof import('../../../infrastructure/embedded/eventstore-node/forkEventStoreNode.js')
> => import(join(await builtBench(), 'infrastructure/embedded/eventstore-node/forkEventStoreNode.js'));

export function openStage(): Stage {
  const root = join(tmpdir(), `objecta-bench-${process.pid}-${Math.round(performance.now())}`);
  const ends: (() => Promise<void>)[] = [];
  let cluster: Promise<EmbeddedPostgres> | undefined;
  let count = 0;

  async function startCluster(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ dataDir: join(root, 'postgres') });
    ends.unshift(postgres.stop);
    return postgres;
  }
  async function database(): Promise<string> {
    cluster ??= startCluster();
    const postgres = await cluster;
    const name = `bench_${count++}`;
    await postgres.createDatabaseIfMissing(name);
    return postgres.url(name);
  }

  mkdirSync(root, { recursive: true, mode: 0o755 });
  return {
    database,
    folder: () => join(root, `folder-${count++}`),
    node: async (prepare) => {
      const databaseUrl = await database();
      await prepare?.(databaseUrl);
      const { forkEventStoreNode } = await builtNode();
      const node = await forkEventStoreNode({ databaseUrl, execArgv: [] });
      ends.push(node.stop);
      return { databaseUrl, connectionString: node.connectionString, pid: node.pid };
    },
    program: async <M extends Methods>(name: string, options: unknown) => {
      const started = await startProgram<M>(name, options);
      ends.push(started.stop);
      return started;
    },
    after: (end) => {
      ends.push(end);
    },
    close: async () => {
      for (const end of ends.splice(0).reverse()) await end();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
