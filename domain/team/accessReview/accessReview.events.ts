// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

/** Somebody took the access review of a quarter with them: this many rows, whose bytes have this SHA-256 (hexadecimal). */
export type AccessReviewExported = Event<
  'AccessReviewExported',
  { organizationId: string; quarter: string; format: 'csv' | 'jsonl'; rows: number; sha256: string; by: string }
>;
export type AccessReviewEvent = AccessReviewExported;
