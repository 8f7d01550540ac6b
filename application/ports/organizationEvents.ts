/** An event of an organization without what is personal in it. */
export type EventOutline = Readonly<{
  position: bigint;
  eventId: string;
  type: string;
  context: string;
  stream: string;
  revision: bigint;
  occurredAt: Date;
  recordedAt: Date;
  actorKind: string;
  actorId: string;
  correlationId: string;
  causationId: string;
  /** What was recorded, a JSON object, but for the personal fields. */
  data: unknown;
  /** The personal fields that it has in the log. */
  withheld: readonly string[];
}>;

export type EventRange = Readonly<{
  /** Exclusive. */
  after: bigint;
  /** Inclusive. */
  upTo: bigint;
  limit: number;
}>;

/** Finds an organization's events among those of the whole log. */
export interface OrganizationEvents {
  /** Its events in a part of the log, oldest first. */
  page(organizationId: string, range: EventRange): Promise<readonly EventOutline[]>;
}
