import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { RunningProjector } from './projectorStatus.js';

export type ProjectionMetrics = Readonly<{
  /** Shows position, lag and state of a projector from now on. */
  watch: (running: Pick<RunningProjector, 'status'>) => void;
  committed: (projector: string, events: number, seconds: number) => void;
  failed: (projector: string) => void;
}>;

/** Metrics of everything that follows the log, by the label `projector`. */
export function createProjectionMetrics(registry: Registry): ProjectionMetrics {
  const watched: Pick<RunningProjector, 'status'>[] = [];
  const registers = [registry];
  const labelNames = ['projector'];

  const gauge = (
    name: string,
    help: string,
    value: (status: ReturnType<RunningProjector['status']>) => number | undefined,
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const { status } of watched) {
          const shown = status();
          const measured = value(shown);
          if (measured === undefined) this.remove({ projector: shown.name });
          else this.set({ projector: shown.name }, measured);
        }
      },
    });

  gauge('objecta_projection_position', 'Log position the projector has reached', ({ position }) => toNumber(position));
  gauge('objecta_projection_lag', 'Log positions between the head of the log and the projector', ({ lag }) =>
    toNumber(lag),
  );
  gauge('objecta_projection_stopped', '1 while the projector is stopped at an error', ({ state }) =>
    state === 'stopped' ? 1 : 0,
  );
  const events = new Counter({
    name: 'objecta_projection_events_total',
    help: 'Events committed by the projector',
    labelNames,
    registers,
  });
  const failures = new Counter({
    name: 'objecta_projection_failures_total',
    help: 'Attempts that ended in an error',
    labelNames,
    registers,
  });
  const batchSeconds = new Histogram({
    name: 'objecta_projection_batch_seconds',
    help: 'Time from a batch in hand to its commit',
    labelNames,
    registers,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  });

  return {
    watch: (running) => {
      watched.push(running);
    },
    committed: (projector, count, seconds) => {
      events.inc({ projector }, count);
      batchSeconds.observe({ projector }, seconds);
    },
    failed: (projector) => failures.inc({ projector }),
  };
}

const toNumber = (position: bigint | undefined): number | undefined =>
  position === undefined ? undefined : Number(position);
