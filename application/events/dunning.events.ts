import { z } from 'zod';
import type { DunningEvent } from '../../domain/billing/dunning/dunning.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const organizationId = z.string();
const arrears = z.object({
  invoiceId: z.string(),
  customerId: z.string(),
  number: z.string().nullable(),
  amountDue: z.int(),
  currency: z.string().length(3),
  hostedInvoiceUrl: z.string().nullable(),
});
const ofInvoice = { organizationId, arrears, at: instant };
const step = {
  version: 1,
  data: z.object({
    ...ofInvoice,
    attempt: z.int(),
    nextAttemptAt: instant.nullable(),
    subscriptionId: z.string().nullable(),
  }),
};

/** Events of dunning as they are stored. */
export const dunningEvents: EventDefinitions<DunningEvent> = {
  DunningStarted: step,
  DunningStepTaken: step,
  AccessRestricted: {
    version: 1,
    data: z.object({
      ...ofInvoice,
      because: z.enum(['attemptsExhausted', 'subscriptionUnpaid', 'subscriptionEndedUnpaid']),
    }),
  },
  DunningEnded: {
    version: 1,
    data: z.object({
      organizationId,
      invoiceId: z.string(),
      how: z.enum(['paid', 'voided', 'writtenOff']),
      at: instant,
    }),
  },
  AccessRestored: { version: 1, data: z.object({ organizationId, invoiceId: z.string(), at: instant }) },
};
