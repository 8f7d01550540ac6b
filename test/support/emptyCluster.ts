import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../infrastructure/embedded/postgres/embeddedPostgres.js';
import { newDataFolder } from './dataFolder.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of a PostgreSQL cluster that is stopped and holds nothing yet. */
    emptyCluster: string;
  }
}

/** Makes a cluster once for the many products of a run, each of which begins with a copy: making one takes four times as long. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = newDataFolder();
  const cluster = join(folder, 'postgres');
  await (await startEmbeddedPostgres({ dataDir: cluster })).stop();
  project.provide('emptyCluster', cluster);
  return () => rmSync(folder, { recursive: true, force: true });
}
