import { z } from 'zod';
import type { AccessReviewEvent } from '../../domain/team/accessReview/accessReview.events.js';
import type { EventDefinitions } from './eventDefinition.js';

/** Events of access reviews as they are stored. */
export const accessReviewEvents: EventDefinitions<AccessReviewEvent> = {
  AccessReviewExported: {
    version: 1,
    data: z.object({
      organizationId: z.string(),
      quarter: z.string(),
      format: z.enum(['csv', 'jsonl']),
      rows: z.int().nonnegative(),
      sha256: z.string(),
      by: z.string(),
    }),
  },
};
