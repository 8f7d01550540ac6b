import type { AccessReviewEvent } from '../accessReview/accessReview.events.js';
import type { DataExportEvent } from '../dataExport/dataExport.events.js';
import { does, type Telling } from './told.js';

type ExportEvent = DataExportEvent | AccessReviewEvent;
type Sentences = { readonly [T in ExportEvent['type']]: Telling<Extract<ExportEvent, { type: T }>['data']> };

/** What is told of data that leave. */
export const exportSentences: Sentences = {
  DataExportStarted: ({ what, format }) => does`began to export the ${what} as ${format}`,
  DataExportEnded: ({ what, format, rows, sha256, complete }) =>
    complete
      ? does`exported the ${what} as ${format}: ${String(rows)} rows, SHA-256 ${sha256}`
      : does`broke off an export of the ${what} as ${format} after ${String(rows)} rows`,
  AccessReviewExported: ({ quarter, format, rows, sha256 }) =>
    does`exported the access review of ${quarter} as ${format}: ${String(rows)} rows, SHA-256 ${sha256}`,
};
