/** The first answer to a command, kept to be given again. */
export type RecordedAnswer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;

export type ClaimRequest = Readonly<{
  /** Derived from organization, actor, route and key: one id is one use of one key. */
  commandId: string;
  organizationId: string;
  /** SHA-256 of what was asked; another hash under the same id is another request. */
  requestHash: Buffer;
}>;

export type ClaimResult =
  | Readonly<{ outcome: 'claimed'; claim: string }>
  | Readonly<{ outcome: 'answered'; answer: RecordedAnswer }>
  | Readonly<{ outcome: 'running' }>
  | Readonly<{ outcome: 'otherRequest' }>;

/**
 * Remembers which commands were asked and what was answered. It makes repeats cheap and honest; that an effect
 * happens once is the event store's doing, since a repeat carries the same command id.
 */
export interface IdempotencyKeys {
  /** Claims the key before the work. A claim that a crash left unanswered can be taken over after a minute. */
  claim(request: ClaimRequest): Promise<ClaimResult>;
  /**
   * Records the answer, unless the claim has been taken over by another request since. Nobody has to wait for it: from
   * the call on, a repeat in this process is given the answer, and one elsewhere is told that the command runs.
   */
  complete(request: ClaimRequest, claim: string, answer: RecordedAnswer): Promise<void>;
  /** Gives the claim back without an answer: the same request may be tried again at once. */
  release(commandId: string, claim: string): Promise<void>;
  /** Deletes keys first used before the instant; returns how many. */
  forgetBefore(instant: Date): Promise<number>;
}
