import { z } from 'zod';
import type { DataExportEvent } from '../../domain/team/dataExport/dataExport.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const ofExport = { organizationId: z.string(), exportId: z.string(), what: z.string(), format: z.string() };

/** Events of exports as they are stored. */
export const dataExportEvents: EventDefinitions<DataExportEvent> = {
  DataExportStarted: {
    version: 1,
    data: z.object({ ...ofExport, filters: z.record(z.string(), z.string()) }),
  },
  DataExportEnded: {
    version: 1,
    data: z.object({
      ...ofExport,
      complete: z.boolean(),
      rows: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  },
};
