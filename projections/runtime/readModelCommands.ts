import type { RebuildDependencies, RebuildProgress } from './buildBeside.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { type ClickhouseRebuild, rebuildClickhouseProjector } from './clickhouseRebuild.js';
import { verifyClickhouseProjector } from './clickhouseVerify.js';
import type { Comparison, Difference } from './compareGenerations.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import { rebuild, verify } from './rebuild.js';

export type Progress = Pick<RebuildProgress, 'position' | 'head'>;

/** What a comparison of a read model with the log found. */
export type Verdict = Readonly<{ position: bigint; rows: bigint; differences: bigint; examples: readonly string[] }> &
  Readonly<{
    /** The first of the rows that differ, where the store shows rows. */
    differing: readonly Difference[];
  }>;

/** What people do to a read model, whatever store it is in. */
export type ReadModelCommands = Readonly<{
  name: string;
  version: number;
  store: 'PostgreSQL' | 'ClickHouse';
  /** Builds it anew beside the served one and switches; what was wrong with the served one, where that was compared. */
  rebuild: (onProgress: (progress: Progress) => void) => Promise<Verdict | undefined>;
  /** Compares what is served with the log; changes nothing. */
  verify: (onProgress: (progress: Progress) => void) => Promise<Verdict>;
}>;

export function postgresCommands(
  projector: AnyPostgresProjector,
  dependencies: RebuildDependencies,
): ReadModelCommands {
  return {
    name: projector.name,
    version: projector.version,
    store: 'PostgreSQL',
    rebuild: async (onProgress) => {
      const { comparison } = await rebuild(projector, { ...dependencies, onProgress });
      return comparison && verdict(comparison);
    },
    verify: async (onProgress) => verdict(await verify(projector, { ...dependencies, onProgress })),
  };
}

const verdict = ({ position, rows, differences, examples }: Comparison): Verdict => ({
  position,
  rows: BigInt(rows),
  differences: BigInt(differences),
  examples: examples.map(({ key, kind }) => `${key}: ${kind}`),
  differing: examples,
});

export function clickhouseCommands(
  projector: ClickhouseProjector,
  dependencies: Omit<ClickhouseRebuild, 'onProgress'>,
): ReadModelCommands {
  return {
    name: projector.name,
    version: projector.version,
    store: 'ClickHouse',
    rebuild: async (onProgress) => {
      const head = await dependencies.eventStore.head();
      const report = (position: bigint) => onProgress({ position, head });
      await rebuildClickhouseProjector(projector, { ...dependencies, onProgress: report });
      return undefined;
    },
    verify: async () => {
      const { position, rows, differences } = await verifyClickhouseProjector(projector, dependencies);
      return { position, rows, differences: BigInt(differences.length), examples: differences, differing: [] };
    },
  };
}
