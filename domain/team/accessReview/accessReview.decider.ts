import type { Command } from '../../command.js';
import { accept, type Decider } from '../../decider.js';
import type { AccessReviewEvent, AccessReviewExported } from './accessReview.events.js';

export type RecordAccessReview = Command<'RecordAccessReview', AccessReviewExported['data']>;

/** Exports of access reviews, each recorded before it is handed out. */
export const accessReviewDecider: Decider<null, RecordAccessReview, AccessReviewEvent, never> = {
  initialState: null,
  evolve: () => null,
  decide: ({ data: { organizationId, quarter, format, rows, sha256, by } }) =>
    accept({ type: 'AccessReviewExported', data: { organizationId, quarter, format, rows, sha256, by } }),
};
