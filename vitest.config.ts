import { defineConfig } from 'vitest/config';

type Needs = Readonly<{
  testTimeout: number;
  /** Files at a time; without it as many as there are processors, of which vitest by itself leaves one free. */
  maxWorkers?: number;
  /** A PostgreSQL cluster for `freshDatabase()`. */
  postgres?: boolean;
  /** The product as JavaScript, for processes that are started often. */
  built?: boolean;
  /** That, and what `RunningProduct` needs besides. */
  product?: boolean;
}>;

/** The suffix of a test file says what it needs: nothing, real services in this process, the running product, or a program of this machine. */
const project = (name: string, order: number, needs: Needs) => ({
  test: {
    name,
    include: [`test/**/*.${name}.spec.ts`],
    testTimeout: needs.testTimeout,
    hookTimeout: 120_000,
    maxWorkers: needs.maxWorkers ?? '100%',
    pool: 'forks' as const,
    // A process of its own for each file pays for every import again. Files that share one leave nothing behind in it.
    isolate: !['unit', 'int', 'e2e'].includes(name),
    sequence: { groupOrder: order },
    globalSetup: [
      ...(needs.postgres ? ['test/support/postgresCluster.ts'] : []),
      ...(needs.built || needs.product ? ['test/support/builtProduct.ts'] : []),
      ...(needs.product ? ['test/support/begunProduct.ts', 'test/support/lentProducts.ts'] : []),
    ],
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 0, { testTimeout: 60_000 }),
      project('int', 1, { testTimeout: 180_000, postgres: true, built: true }),
      project('nats', 2, { testTimeout: 180_000, postgres: true, product: true }),
      project('e2e', 3, { testTimeout: 300_000, maxWorkers: 2, product: true }),
      project('chromium', 4, { testTimeout: 300_000, maxWorkers: 1, product: true }),
    ],
  },
});
