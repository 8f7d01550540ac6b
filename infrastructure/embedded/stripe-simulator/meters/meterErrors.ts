import type { Context } from '../account/context.js';
import type { StripeError } from '../http/stripeErrors.js';
import { recordThinEvent } from '../webhooks/thin/recordThinEvent.js';

/** A use that the stream took and that turned out to be wrong. */
export type WrongUse = Readonly<{ eventName: string; identifier: string; error: StripeError }>;

const codes: Readonly<Record<string, string>> = { resource_missing: 'meter_event_customer_not_found' };
const SAMPLES = 5;

/**
 * Tells what batches had wrong, as thin events: one for each meter, and one for uses of no meter
 * (docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api#handle-meter-event-errors). A repeated identifier is no error.
 */
export function reportMeterErrors(context: Context, wrong: readonly WrongUse[]): void {
  const real = wrong.filter(({ error }) => error.body.code !== 'duplicate_meter_event');
  for (const eventName of new Set(real.map((each) => each.eventName))) {
    const uses = real.filter((each) => each.eventName === eventName);
    const meter = context.store
      .where('billing.meter', 'event_name', eventName)
      .find(({ status }) => status === 'active');
    const type = meter ? 'v1.billing.meter.error_report_triggered' : 'v1.billing.meter.no_meter_found';
    recordThinEvent(context, { type, about: meter, data: reportOf(context, uses) });
  }
}

function reportOf(context: Context, uses: readonly WrongUse[]): object {
  const codeOf = ({ error }: WrongUse) =>
    codes[error.body.code ?? ''] ?? error.body.code ?? 'meter_event_invalid_value';
  const error_types = [...new Set(uses.map(codeOf))].map((code) => {
    const same = uses.filter((each) => codeOf(each) === code);
    const sample_errors = same.slice(0, SAMPLES).map(({ identifier, error }) => ({
      error_message: error.message,
      request: { identifier },
    }));
    return { code, error_count: same.length, sample_errors };
  });
  const at = new Date(context.now() * 1000).toISOString();
  return {
    developer_message_summary: `There are ${uses.length} invalid events`,
    reason: { error_count: uses.length, error_types },
    validation_end: at,
    validation_start: at,
  };
}
