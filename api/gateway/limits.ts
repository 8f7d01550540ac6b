/** Everything that bounds a socket and the gateway. Times are milliseconds, sizes bytes. */
export type GatewayLimits = Readonly<{
  /** Sockets in all; more are answered 503 before the upgrade. */
  sockets: number;
  socketsPerIp: number;
  socketsPerUser: number;
  /** How long a socket may stay open without a verified token. */
  authenticationMs: number;
  /** How long after its welcome a client may still say where to resume before live delivery begins. */
  resumeWindowMs: number;
  /** Messages a second from one socket, pings of the protocol included. */
  messagesPerSecond: number;
  messageBytes: number;
  /** What may wait to be sent to one socket; beyond it the socket gets no more until it has caught up. */
  backpressureBytes: number;
  /** While older items are being sent, no more are read until less than this waits. */
  catchUpBytes: number;
  /** How long a socket may stay over its backpressure before it is closed. */
  stallMs: number;
  /** Silence after which a socket counts as dead; pings go out before. The engine rounds to 4 s and takes no less than 8 s. */
  idleMs: number;
  /** Items a read. */
  pageSize: number;
  /** Reads for resuming sockets that run at the same time. */
  catchUpReads: number;
  /** How often the feed is read although no wake-up came. */
  pollMs: number;
  /** The least time between two `changed` frames of one resource. */
  changedEveryMs: number;
  /** How long a stop may take. */
  drainMs: number;
}>;

export const defaultLimits: GatewayLimits = {
  sockets: 50_000,
  socketsPerIp: 1_000,
  socketsPerUser: 100,
  authenticationMs: 5_000,
  resumeWindowMs: 1_000,
  messagesPerSecond: 50,
  messageBytes: 64 * 1024,
  backpressureBytes: 1024 * 1024,
  catchUpBytes: 256 * 1024,
  stallMs: 10_000,
  idleMs: 60_000,
  pageSize: 200,
  catchUpReads: 8,
  pollMs: 1_000,
  changedEveryMs: 100,
  drainMs: 5_000,
};
