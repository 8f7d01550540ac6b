import type { BookHandled } from '../../../application/billing/usageBooks.js';
import type { ProblemKind } from '../httpRefusals.js';

export type UsageRejection = Exclude<
  Extract<BookHandled, { accepted: false }>['rejection'],
  'REVISION_MISMATCH' | 'STREAM_BUSY'
>;

/** How refused usage shows on the wire. */
export const usageRejections = {
  UNKNOWN_METER: {
    status: 422,
    title: 'Your plan does not have this meter',
    detail: 'Nothing of the call was recorded. Check the name, or move to a plan that has the meter.',
  },
  USAGE_LIMIT_REACHED: {
    status: 409,
    title: 'The limit of your plan is reached',
    detail:
      'Nothing of the call was recorded. Send fewer units, move to a larger plan, or wait for the next billing period.',
  },
  USAGE_NOT_YET_READABLE: {
    status: 503,
    title: 'Earlier records cannot be looked up yet',
    detail: 'Nothing of the call was recorded, so that no record can count twice. Send it again shortly.',
  },
  CORRECTION_IS_ZERO: {
    status: 422,
    title: 'The correction changes nothing',
    detail: 'Say how many units to add, or to take away as a negative number.',
  },
  CORRECTION_BELOW_ZERO: {
    status: 409,
    title: 'The correction takes away more than was used',
    detail: 'The usage of a period cannot be less than nothing.',
  },
} satisfies Record<UsageRejection, ProblemKind>;
