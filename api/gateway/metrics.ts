/** What the gateway counts, where someone listens. */
export interface GatewayMetrics {
  opened(): void;
  closed(code: number): void;
  /** Notification frames handed to sockets. */
  delivered(frames: number): void;
  /** A socket was too slow and missed something. */
  stalled(): void;
  /** The feed could not be read; it is tried again within a second. */
  readFailed(): void;
}
