import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../infrastructure/embedded/postgres/embeddedPostgres.js';
import { migrate } from '../../infrastructure/postgres/migrations.js';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** A database of the cluster to copy: migrating takes longer, and every test wants it. Nobody connects to it. */
export const MIGRATED = 'migrated';

/** One PostgreSQL cluster for all integration tests of a run; each test file makes its own database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = join(tmpdir(), `objecta-test-${process.pid}`, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  // Nothing of it is to outlive the machine.
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const postgres = await startEmbeddedPostgres({ dataDir, settings });
  await postgres.createDatabaseIfMissing(MIGRATED);
  await migrate(postgres.url(MIGRATED));
  project.provide('postgresUrl', postgres.url('postgres'));
  return async () => {
    await postgres.stop();
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  };
}
