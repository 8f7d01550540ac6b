// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfExport = Readonly<{ organizationId: string; exportId: string; what: string; format: string }>;

/** Somebody began to take data of the organization out, such as `activity` as `csv`. Recorded before the first byte leaves. */
export type DataExportStarted = Event<'DataExportStarted', OfExport & { filters: Record<string, string> }>;
/** How it ended; recorded before the last byte leaves. */
export type DataExportEnded = Event<
  'DataExportEnded',
  OfExport & {
    /** False where it was broken off: so many rows had left by then. */
    complete: boolean;
    rows: number;
    /** SHA-256 of every byte that left, hexadecimal. */
    sha256: string;
  }
>;
export type DataExportEvent = DataExportStarted | DataExportEnded;
