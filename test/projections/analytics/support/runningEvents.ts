import type { ClickHouseClient } from '@clickhouse/client';
import type { Pool } from 'pg';
import type { EventCodec } from '../../../../application/events/eventCodec.js';
import type { EventStore } from '../../../../application/ports/eventStore.js';
import type { WakeUps } from '../../../../application/ports/wakeUps.js';
import { inProcessWakeUps } from '../../../../infrastructure/wakeups/inProcessWakeUps.js';
import { eventsProjector } from '../../../../projections/analytics/events/events.projector.js';
import type { BlockBounds } from '../../../../projections/runtime/clickhouseBlock.js';
import type { ClickhouseProjector } from '../../../../projections/runtime/clickhouseProjector.js';
import { createLeases } from '../../../../projections/runtime/leases.js';
import type { RunningProjector } from '../../../../projections/runtime/projectorStatus.js';
import {
  type ClickhouseProjectorDependencies,
  runClickhouseProjector,
} from '../../../../projections/runtime/runClickhouseProjector.js';
import { createSharedFeed } from '../../../../projections/runtime/sharedFeed.js';
import { eventsByContext } from './testEvents.js';

export const testProjector = eventsProjector(eventsByContext);

export type Given = Readonly<{
  pool: Pool;
  eventStore: EventStore;
  codec: EventCodec;
  clickHouse: ClickHouseClient;
  projector?: ClickhouseProjector;
  bounds?: BlockBounds;
}>;

/** What a log line said, newest last. */
export type LogLine = Readonly<{ level: 'info' | 'warn' | 'error'; message: string; details: object }>;

export type RunningEvents = RunningProjector &
  Readonly<{
    wakeUps: WakeUps;
    log: readonly LogLine[];
    dependencies: ClickhouseProjectorDependencies;
    /** Resolves at the next failure. */
    failed: () => Promise<void>;
    /** Resolves once everything up to the position has been committed. */
    reached: (position: bigint) => Promise<void>;
    stop: () => Promise<void>;
  }>;

/** The projector of `analytics.events` with everything it needs, as a process would run it. */
export function runEvents(given: Given): RunningEvents {
  const { pool, eventStore, codec, clickHouse, bounds, projector = testProjector } = given;
  const stopping = new AbortController();
  const { signal } = stopping;
  const log: LogLine[] = [];
  const failures: (() => void)[] = [];
  const line = (level: LogLine['level']) => (details: object, message: string) => {
    log.push({ level, message, details });
    if (message.startsWith('projector stopped')) for (const resolve of failures.splice(0)) resolve();
  };
  const logger = { info: line('info'), warn: line('warn'), error: line('error') };
  const wakeUps = inProcessWakeUps({ onHandlerError: (error) => line('error')({ err: error }, 'handler') });
  const leases = createLeases({ pool, logger, retryMs: 50 });
  const feed = createSharedFeed({ eventStore, codec, logger, signal });
  const backOff = { firstMs: 20, capMs: 200 };
  const dependencies: ClickhouseProjectorDependencies = {
    ...{ pool, clickHouse, feed, eventStore, leases, wakeUps, logger, backOff, signal },
    ...(bounds && { bounds }),
  };
  const running = runClickhouseProjector(projector, dependencies);
  return {
    ...running,
    wakeUps,
    log,
    dependencies,
    reached: (position) => {
      if ((running.status().position ?? -1n) >= position && running.status().state === 'running')
        return Promise.resolve();
      return new Promise<void>((resolve) => {
        const leave = wakeUps.subscribe('readModel.analytics.events', (wakeUp) => {
          if (BigInt(wakeUp.position) < position) return;
          leave();
          resolve();
        });
      });
    },
    failed: () => new Promise<void>((resolve) => failures.push(resolve)),
    stop: async () => {
      stopping.abort();
      await running.ended;
      await leases.close();
      await wakeUps.close();
    },
  };
}
