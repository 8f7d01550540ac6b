/** An event that a reaction could not handle, and what it says of it. */
export type ParkedAt = Readonly<{
  reaction: string;
  stream: string;
  revision: bigint;
  attempts: number;
  reason: string;
  /** UTC. */
  nextAttemptAt: string;
}>;

/** What all reactions have parked. */
export interface ParkedEvents {
  /** Those of streams that begin so, oldest first. */
  list(streamPrefix: string): Promise<readonly ParkedAt[]>;
  /** Has those of streams that begin so tried again at once; answers how many there are. */
  makeDue(streamPrefix: string): Promise<number>;
  /** Has those of one stream tried again at once; answers how many there are. */
  makeDueIn(stream: string): Promise<number>;
}
