import type { Logger } from '../../application/ports/logger.js';
import { type BackOffOptions, backOff } from './backOff.js';
import { Fenced } from './checkpoints.js';
import type { ProjectorError, ProjectorState, ProjectorStatus, RunningProjector } from './projectorStatus.js';

/** What one attempt tells its supervisor. */
export type Report = Readonly<{
  state: (state: ProjectorState, generation?: number) => void;
  /** Where the attempt begins. */
  start: (position: bigint) => void;
  /** Progress: clears the error and lets the next failure wait briefly again. */
  position: (position: bigint) => void;
}>;

export type Supervision = Readonly<{
  name: string;
  /** Runs until the signal aborts or something is to be settled anew; called again whenever it ends. */
  attempt: (report: Report, signal: AbortSignal) => Promise<void>;
  /** The position an error is about, if it is about an event. */
  positionOf: (error: unknown) => bigint | undefined;
  /** Makes a failure visible elsewhere; its own errors are logged. */
  onFailure: (error: ProjectorError, generation: number | undefined) => Promise<void>;
  /** Head of the log as this process knows it. */
  head: () => bigint | undefined;
  logger: Logger;
  backOff?: BackOffOptions | undefined;
  signal: AbortSignal;
}>;

/** Keeps an attempt running: after an error it waits, longer each time, and tries again; nothing is ever skipped. */
export function supervise(supervision: Supervision): RunningProjector {
  const { name, attempt, logger, signal } = supervision;
  const delays = backOff(supervision.backOff);
  const now: { -readonly [K in keyof ProjectorStatus]: ProjectorStatus[K] } = {
    name,
    generation: undefined,
    state: 'starting',
    position: undefined,
    lag: undefined,
    error: undefined,
  };
  const report: Report = {
    state: (state, generation) => {
      now.state = state;
      now.generation = generation ?? now.generation;
      if (state === 'waiting' || state === 'superseded') now.position = undefined;
    },
    start: (position) => {
      now.position = position;
    },
    position: (position) => {
      now.position = position;
      now.error = undefined;
      delays.reset();
    },
  };

  async function failed(error: unknown): Promise<void> {
    if (error instanceof Fenced) {
      logger.warn({ projector: name, reason: error.message }, 'projector fenced; it starts again');
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    now.state = 'stopped';
    now.error = { message, position: supervision.positionOf(error) };
    const position = now.error.position?.toString();
    logger.error({ err: error, projector: name, position }, 'projector stopped; it tries again');
    await supervision.onFailure(now.error, now.generation).catch((unrecorded: unknown) => {
      logger.warn({ err: unrecorded, projector: name }, 'the failure could not be recorded');
    });
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await attempt(report, signal);
      } catch (error) {
        await failed(error);
        await delays.wait(signal);
      }
    }
    now.state = 'ended';
  }

  const ended = run();
  return {
    ended,
    status: () => {
      const head = supervision.head();
      const { position } = now;
      const lag = head === undefined || position === undefined ? undefined : head > position ? head - position : 0n;
      const state = now.error && now.state !== 'waiting' && now.state !== 'ended' ? 'stopped' : now.state;
      return { ...now, state, lag };
    },
  };
}
