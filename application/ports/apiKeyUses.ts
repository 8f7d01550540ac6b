/** When keys were last used, to the minute. */
export interface ApiKeyUses {
  /** Costs nothing but memory; what was noted is written down a little later. */
  note(use: Readonly<{ organizationId: string; apiKeyId: string; at: Date }>): void;
  /** By key, those of an organization that have been used; ISO 8601, UTC. */
  lastUses(organizationId: string): Promise<ReadonlyMap<string, string>>;
}
