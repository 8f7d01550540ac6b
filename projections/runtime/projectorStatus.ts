/**
 * `waiting`: another instance holds the lease. `building`: a new generation, beside the live one. `stopped`: at an
 * error, tried again with growing waits. `superseded`: a newer release serves this read model.
 */
export type ProjectorState = 'starting' | 'waiting' | 'building' | 'running' | 'stopped' | 'superseded' | 'ended';

export type ProjectorError = Readonly<{
  message: string;
  /** Of the event that cannot be projected; undefined when no single event is to blame. */
  position: bigint | undefined;
}>;

export type ProjectorStatus = Readonly<{
  name: string;
  generation: number | undefined;
  state: ProjectorState;
  /** Everything up to here is in the read model; -1 before the first event, undefined where another instance writes. */
  position: bigint | undefined;
  /** Head of the log as this process knows it, minus the position. */
  lag: bigint | undefined;
  error: ProjectorError | undefined;
}>;

/** Whatever follows the log under supervision: shown on health, metrics and the command line. */
export type RunningProjector = Readonly<{
  status: () => ProjectorStatus;
  /** Resolves once it has ended, its last batch committed, after the signal aborted; never rejects. */
  ended: Promise<void>;
}>;
