/** How far each read model has come in the log, as seen from this process. */
export interface ReadModelProgress {
  /** Everything up to this position is visible in the read model; never too high, at worst a second old. */
  reached(readModel: string): bigint;
  /** Resolves true once the read model has reached the position, false when the time is up first. */
  waitFor(readModel: string, position: bigint, timeoutMs: number): Promise<boolean>;
}
