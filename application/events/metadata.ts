import { z } from 'zod';

const actor = z.object({
  kind: z.enum(['user', 'apiKey', 'admin', 'system', 'stripe']),
  id: z.string(),
  impersonatedBy: z.string().optional(),
});

/** What every event of ours carries beside its data; the names with a `$` are EventStoreDB's own. */
export const eventMetadataSchema = z.object({
  commandId: z.string(),
  $correlationId: z.string(),
  $causationId: z.string(),
  /** Null where an event belongs to no organization, or to none yet. */
  organizationId: z.string().nullable(),
  actor,
  occurredAt: z.iso.datetime(),
  schemaVersion: z.int().positive(),
  reason: z.string().optional(),
});
export type EventMetadata = z.infer<typeof eventMetadataSchema>;
