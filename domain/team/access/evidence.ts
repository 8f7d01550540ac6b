/** The recorded event that decided something, as a person can look it up. */
export type Evidence = Readonly<{
  eventId: string;
  type: string;
  /** Place in the log, as decimal digits. */
  position: string;
  /** ISO 8601, UTC. */
  at: string;
  /** User id, or API key id, of who did it; null where nobody of the organization did. */
  by: string | null;
}>;
