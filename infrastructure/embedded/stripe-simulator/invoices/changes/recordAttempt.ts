import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';

type Attempt = Readonly<{
  /** Whether it adds to `attempt_count`. */
  counts: boolean;
  nextAttempt: number | null;
  /** Events to tell after `invoice.updated`. */
  tells: readonly string[];
}>;

/** Notes on an open invoice that an attempt to collect it did not bring the money. */
export function recordAttempt(
  context: Context,
  id: string,
  { counts, nextAttempt, tells }: Attempt,
): Stored<'invoice'> {
  const before = context.inPath('invoice', id, 'invoice');
  const after = context.store.update('invoice', id, {
    attempt_count: before.attempt_count + (counts ? 1 : 0),
    attempted: true,
    next_payment_attempt: nextAttempt,
  });
  context.emitChange('invoice.updated', before, after);
  for (const type of tells) context.emit(type, after);
  return after;
}
