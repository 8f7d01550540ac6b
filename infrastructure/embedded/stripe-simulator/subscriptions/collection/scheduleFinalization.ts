import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';

/** Has a draft that Stripe advances become final by itself. */
export function scheduleFinalization(
  context: Context,
  draft: Stored<'invoice'>,
  at = draft.automatically_finalizes_at,
): void {
  if (at === null) return;
  const testClock = referenceId(draft.test_clock);
  context.schedule({
    key: `finalize:${draft.id}`,
    kind: 'invoice.finalize',
    at,
    testClock,
    data: { invoice: draft.id },
  });
}
