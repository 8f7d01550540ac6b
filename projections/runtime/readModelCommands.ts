import type { RebuildDependencies, RebuildProgress, RunExclusively } from './buildBeside.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { type ClickhouseRebuild, rebuildClickhouseProjector } from './clickhouseRebuild.js';
import { verifyClickhouseProjector } from './clickhouseVerify.js';
import type { Comparison, Difference } from './compareGenerations.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import { rebuild, verify } from './rebuild.js';
import type { SharedFeed } from './sharedFeed.js';

export type Progress = Pick<RebuildProgress, 'position' | 'head'>;

/** What a comparison of a read model with the log found. */
export type Verdict = Readonly<{ position: bigint; rows: bigint; differences: bigint; examples: readonly string[] }> &
  Readonly<{
    /** The first of the rows that differ, where the store shows rows. */
    differing: readonly Difference[];
  }>;

/** How a command goes about its work. */
export type Work = Readonly<{
  onProgress: (progress: Progress) => void;
  /** For several side by side: one reading of the log, and turns at what holds on to served rows. */
  together?: Readonly<{ feed: SharedFeed; exclusively: RunExclusively }>;
}>;

/** What people do to a read model, whatever store it is in. */
export type ReadModelCommands = Readonly<{
  name: string;
  version: number;
  store: 'PostgreSQL' | 'ClickHouse';
  /** The types of events it is made of; undefined for all. */
  types: readonly string[] | undefined;
  /** Builds it anew beside the served one and switches; what was wrong with the served one, where that was compared. */
  rebuild: (work: Work) => Promise<Verdict | undefined>;
  /** Compares what is served with the log; changes nothing. */
  verify: (work: Work) => Promise<Verdict>;
}>;

export function postgresCommands(
  projector: AnyPostgresProjector,
  dependencies: RebuildDependencies,
): ReadModelCommands {
  return {
    name: projector.name,
    version: projector.version,
    store: 'PostgreSQL',
    types: Object.keys(projector.on),
    rebuild: async ({ onProgress, together }) => {
      const { comparison } = await rebuild(projector, { ...dependencies, ...together, onProgress });
      return comparison && verdict(comparison);
    },
    verify: async ({ onProgress, together }) =>
      verdict(await verify(projector, { ...dependencies, ...together, onProgress })),
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
    types: undefined,
    rebuild: async ({ onProgress, together }) => {
      const head = await dependencies.eventStore.head();
      const report = (position: bigint) => onProgress({ position, head });
      await rebuildClickhouseProjector(projector, { ...dependencies, ...together, onProgress: report });
      return undefined;
    },
    verify: async ({ together }) => {
      const { position, rows, differences } = await verifyClickhouseProjector(projector, {
        ...dependencies,
        ...together,
      });
      return { position, rows, differences: BigInt(differences.length), examples: differences, differing: [] };
    },
  };
}
