import { z } from 'zod';
import type { RejectedUsageSnapshot } from '../../domain/billing/stripeNotice/watchedObject.js';

/** A thin event (docs.stripe.com/api/v2/core/events/event-types): what happened and to what, without the object. */
export const stripeThinEvent = z.object({
  id: z.string().regex(/^evt_[A-Za-z0-9_]{1,250}$/),
  object: z.literal('v2.core.event'),
  type: z.string().min(1).max(200),
  created: z.iso.datetime(),
  livemode: z.boolean(),
  related_object: z.object({ id: z.string(), type: z.string() }).nullish(),
});

/** What the whole event says of usage that was thrown away. */
const report = z.object({
  developer_message_summary: z.string(),
  reason: z.object({
    error_count: z.int().nonnegative(),
    error_types: z.array(
      z.object({
        code: z.string(),
        error_count: z.int().nonnegative(),
        sample_errors: z.array(z.object({ request: z.object({ identifier: z.string() }).nullish() })).nullish(),
      }),
    ),
  }),
  validation_start: z.iso.datetime({ offset: true }).nullish(),
  validation_end: z.iso.datetime({ offset: true }).nullish(),
});

const utc = (time: string | null | undefined): string | null => (time == null ? null : new Date(time).toISOString());

/** @param data of the whole event; what is missing there, or the whole of it, is told as unknown */
export function rejectedUsage(event: z.infer<typeof stripeThinEvent>, data?: unknown): RejectedUsageSnapshot {
  const told = report.safeParse(data);
  const meterId = event.related_object?.type === 'billing.meter' ? event.related_object.id : null;
  const known = { kind: 'rejectedUsage', id: event.id, meterId } as const;
  if (!told.success) return { ...known, summary: 'Usage was rejected', count: 0, errors: [], from: null, to: null };
  const { developer_message_summary: summary, reason, validation_start, validation_end } = told.data;
  const errors = reason.error_types.map(({ code, error_count: count, sample_errors }) => ({
    code,
    count,
    identifiers: (sample_errors ?? []).flatMap(({ request }) => request?.identifier ?? []),
  }));
  return { ...known, summary, count: reason.error_count, errors, from: utc(validation_start), to: utc(validation_end) };
}
