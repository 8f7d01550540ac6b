export type NodeOptions = Readonly<{
  /** The PostgreSQL database that holds the log. */
  databaseUrl: string;
  /** Address to listen on; default loopback. */
  host?: string;
  /** 0, the default, picks a free port. */
  port?: number;
  /** How long to wait for another node to let go of the database. */
  lockWaitMs?: number;
  /** Limit of the data and metadata bytes of one append. */
  maxAppendBytes?: number;
  writeTimeoutMs?: number;
  /** Limits of one transaction. */
  batchWrites?: number;
  batchBytes?: number;
  /** Limits of what may wait for the writer. */
  queuedWrites?: number;
  queuedBytes?: number;
  /** Records of one page read from the log. */
  pageSize?: number;
  /** Records and bytes of the newest part of the log that are kept in memory. */
  recentRecords?: number;
  recentBytes?: number;
  /** Event ids remembered for repeated appends without an exact revision. */
  recentIds?: number;
  /** Streams whose state is kept in memory. */
  streamStates?: number;
  /** A subscription this many records behind is told again when it has caught up. */
  lagThreshold?: number;
  /** Connections for reading. */
  readConnections?: number;
  /** How long sent answers may take to arrive when the node stops. */
  graceMs?: number;
}>;

const defaults = {
  host: '127.0.0.1',
  port: 0,
  lockWaitMs: 10_000,
  maxAppendBytes: 1024 * 1024,
  writeTimeoutMs: 10_000,
  batchWrites: 2000,
  batchBytes: 8 * 1024 * 1024,
  queuedWrites: 20_000,
  queuedBytes: 64 * 1024 * 1024,
  pageSize: 500,
  recentRecords: 20_000,
  recentBytes: 32 * 1024 * 1024,
  recentIds: 40_000,
  streamStates: 40_000,
  lagThreshold: 5000,
  readConnections: 4,
  graceMs: 200,
};

/** The options with every default filled in. */
export const withDefaults = (options: NodeOptions): Required<NodeOptions> => ({ ...defaults, ...options });
