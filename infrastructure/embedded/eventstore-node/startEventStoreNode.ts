import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { openLog } from './log/openLog.js';
import { type NodeOptions, withDefaults } from './nodeOptions.js';
import { type NodeStats, readStats } from './nodeStats.js';
import { shuttingDown, unavailable } from './protocol/failures.js';
import { listen } from './services/grpcServer.js';
import { OpenCalls } from './services/openCalls.js';
import { CommitLog } from './writer/commitLog.js';
import { ownLog } from './writer/ownedLog.js';
import { Writer } from './writer/writer.js';
import { WriterCounters } from './writer/writerCounters.js';

/** A running event store node. */
export type EventStoreNode = Readonly<{
  port: number;
  /** For the EventStoreDB client. */
  connectionString: string;
  stats: () => NodeStats;
  /** Resolves when the node cannot serve any more, because it lost its database or its place to another node: start anew. */
  failed: Promise<Error>;
  /** Finishes the writes it has accepted, ends every open call, and lets go of the database. */
  stop: () => Promise<void>;
}>;

/** How long a stopping node waits for its database. */
const databaseMs = 1500;

/**
 * Starts a single-node event store that keeps its log in the PostgreSQL database of `databaseUrl`; it listens once it can serve.
 * Throws LogHeldElsewhere when another node writes to that database and does not leave in time.
 */
export async function startEventStoreNode(given: NodeOptions): Promise<EventStoreNode> {
  const options = withDefaults(given);
  const { session, epoch, head } = await ownLog(options.databaseUrl, options.lockWaitMs);
  const ended = endOf(session);
  const { log, recentIds, close } = await openLog(options.databaseUrl, head, options).catch(async (error) => {
    await within(databaseMs, session.end());
    throw error;
  });
  const closeDatabase = () => within(databaseMs, Promise.all([session.end(), close()]));
  const counters = new WriterCounters();
  const openCalls = new OpenCalls();
  let serving = true;
  let reportFailure: ((error: Error) => void) | undefined;
  const failed = new Promise<Error>((resolve) => {
    reportFailure = resolve;
  });

  const writer = new Writer(log, recentIds, new CommitLog(session, epoch), counters, options, (error) => {
    if (!serving) return;
    serving = false;
    openCalls.endAll(['read', 'subscription', 'append', 'batchAppend'], unavailable);
    reportFailure?.(error);
  });
  void ended.then((error) => writer.fail(error));
  const { maxAppendBytes, writeTimeoutMs, pageSize, lagThreshold } = options;
  const reading = { pageSize, lagThreshold };
  const node = { log, writer, openCalls, maxAppendBytes, writeTimeoutMs, reading, isServing: () => serving };
  const listener = await listen(node, randomUUID(), options.host, options.port).catch(async (error) => {
    serving = false;
    await closeDatabase();
    throw error;
  });

  const stop = async () => {
    serving = false;
    openCalls.endAll(['read', 'subscription'], shuttingDown);
    await within(databaseMs, writer.drain());
    openCalls.endAll(['batchAppend'], shuttingDown);
    openCalls.endAll(['append'], unavailable);
    await listener.close(options.graceMs);
    await closeDatabase();
  };
  let stopped: Promise<void> | undefined;
  return {
    port: listener.port,
    connectionString: `esdb://${options.host}:${listener.port}?tls=false`,
    stats: () => readStats(log, writer, counters, openCalls),
    failed,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Resolves when the session is over, for whatever reason. */
const endOf = (session: pg.Client): Promise<Error> =>
  new Promise((resolve) => {
    session.on('error', resolve);
    session.on('end', () => resolve(new Error('the connection to the database has ended')));
  });

const within = (ms: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, delay(ms, undefined, { ref: false })]);
