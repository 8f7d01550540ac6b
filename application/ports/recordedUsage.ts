/** The usage records of earlier books, as the read model `billing.usage_records` holds them. */
export interface RecordedUsage {
  /** The organization's newest book seen so far, 0 before the first; at worst a little old. */
  latestBook(organizationId: string): Promise<number>;
  /**
   * Which of these record ids were recorded at or before a position of the log.
   * @returns undefined when the read model does not come that far in time: then nothing is known
   */
  among(organizationId: string, ids: readonly string[], position: bigint): Promise<ReadonlySet<string> | undefined>;
}
