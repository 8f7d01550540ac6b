/** Where a person stands beside its own streams. */
export type PersonTraces = Readonly<{
  /** Organizations the person belongs to or has asked to join. */
  organizationIds: readonly string[];
  /** Invitations that went to it, whoever sent them. */
  invitations: readonly Readonly<{ organizationId: string; invitationId: string }>[];
  /** Stripe customers whose billing contact it is. */
  customerIds: readonly string[];
}>;

/** Finds a person in the read models, and removes copies of what it is called from where no event rewrites them. */
export interface PersonTracing {
  /** Organizations as the read model shows them now. */
  organizationsOf(userId: string): Promise<readonly string[]>;
  /** Everything up to a position of the log. @throws when the read models do not come that far in time */
  find(userId: string, email: string, position: bigint): Promise<PersonTraces>;
  /** Answers kept under idempotency keys, reasons and errors of what is parked or stopped, mails in an inbox of ours. */
  eraseCopies(words: readonly string[]): Promise<void>;
}
