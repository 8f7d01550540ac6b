import { z } from 'zod';
import type { UsageBookEvent } from '../../domain/billing/usage/usageBook.events.js';
import type { UsageReported } from '../../domain/billing/usageReport/usageReport.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const organizationId = z.string();
const meter = z.string();
const period = z.object({ start: instant, end: instant, source: z.enum(['subscription', 'calendar']) });
const threshold = z.union([z.literal(50), z.literal(80), z.literal(100)]);
const units = z.int().nonnegative();
const book = z.int().positive();

const counter = z.object({ meter, period, quantity: units, reached: z.array(threshold) });
const balance = z.object({ counters: z.array(counter), invoicedThrough: instant.nullable() });
// Thousands of these are read at once, and each was checked before it was recorded.
const record = z.object({ id: z.string(), quantity: units, at: z.string() });
const portion = z.object({ meter, period, belongsTo: period.nullable(), records: z.array(record) });
const report = z.object({
  identifier: z.string(),
  meter,
  period,
  quantity: z.int(),
  timestamp: instant,
});

/** Usage as it is stored. */
export const usageEvents: EventDefinitions<UsageBookEvent | UsageReported> = {
  UsageBookOpened: { version: 1, data: z.object({ organizationId, book, balance }) },
  UsageRecorded: { version: 1, data: z.object({ organizationId, book, portions: z.array(portion) }) },
  UsageThresholdReached: {
    version: 1,
    data: z.object({
      organizationId,
      meter,
      period,
      threshold,
      quantity: units,
      included: units,
      limit: z.enum(['hard', 'soft']),
    }),
  },
  UsageCorrected: {
    version: 1,
    data: z.object({
      organizationId,
      correctionId: z.string(),
      meter,
      period,
      belongsTo: period.nullable(),
      quantity: z.int(),
      reason: z.string(),
      reference: z.string(),
      correctedAt: instant,
    }),
  },
  UsagePeriodClosed: { version: 1, data: z.object({ organizationId, through: instant, invoiceId: z.string() }) },
  UsageBookClosed: { version: 1, data: z.object({ organizationId, book, records: units, closedAt: instant }) },
  UsageReported: {
    version: 1,
    data: z.object({
      organizationId,
      customerId: z.string(),
      usageEventId: z.string(),
      reports: z.array(report),
      reportedAt: instant,
    }),
  },
};
