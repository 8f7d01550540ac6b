import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';

const DAY = 86_400;
/** Days before the due date on which a reminder is told. */
const REMINDER = 3;

/** Schedules what happens to a sent invoice that nobody pays: a reminder, then it is overdue. */
export function scheduleDue(context: Context, invoice: Stored<'invoice'>): void {
  if (invoice.due_date === null) return;
  const testClock = referenceId(invoice.test_clock);
  const data = { invoice: invoice.id };
  const reminder = invoice.due_date - REMINDER * DAY;
  if (reminder > context.now()) {
    context.schedule({ key: `will_be_due:${invoice.id}`, kind: 'invoice.will_be_due', at: reminder, testClock, data });
  }
  context.schedule({ key: `overdue:${invoice.id}`, kind: 'invoice.overdue', at: invoice.due_date, testClock, data });
}
