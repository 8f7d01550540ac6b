import { z } from 'zod';
import type { ExplainBalance } from '../../../application/billing/explainBalance.js';
import type { ExplainInvoice } from '../../../application/billing/explainInvoice.js';
import { customersOf } from '../../../projections/billing/customers/customers.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { invoiceParams } from './invoice.schemas.js';

const minorUnits = z.int().meta({ description: 'Minor units of the currency.' });
const reference = z
  .object({
    eventId: z.string(),
    type: z.string(),
    stream: z.string(),
    revision: z.string(),
    recordedAt: z.iso.datetime(),
    actor: z.string().meta({ example: 'stripe:evt_1QK2aa' }),
    units: z.number().nullable().meta({ description: 'What the event adds to a metered line.' }),
  })
  .meta({ id: 'EventReference' });

const explainedInvoice = z
  .object({
    invoiceId: z.string(),
    number: z.string().nullable(),
    status: z.string(),
    currency: z.string(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        description: z.string().nullable(),
        amount: minorUnits,
        price: z.string().nullable().meta({ example: 'plan:pro:v1:month:usd:base' }),
        events: z.array(reference),
      }),
    ),
    amounts: z
      .array(
        z.object({
          amount: z.string(),
          is: minorUnits,
          parts: z.array(z.object({ label: z.string(), amount: minorUnits })),
        }),
      )
      .meta({ description: 'The parts of each amount add up to it.' }),
    events: z.array(reference),
  })
  .meta({ id: 'ExplainedInvoice' });

const explainedBalances = z
  .object({
    data: z.array(
      z.object({
        customerId: z.string(),
        balance: minorUnits,
        stated: minorUnits.nullable(),
        movements: z.array(
          z.object({
            transactionId: z.string(),
            kind: z.string(),
            currency: z.string(),
            amount: minorUnits,
            endingBalance: minorUnits,
            invoiceId: z.string().nullable(),
            creditNoteId: z.string().nullable(),
            description: z.string().nullable(),
            createdAt: z.iso.datetime(),
            event: reference,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ExplainedBalances' });

type Dependencies = Readonly<{ explainInvoice: ExplainInvoice; explainBalance: ExplainBalance }>;

export const explainRoutes = (
  db: ScopedQueries,
  { explainInvoice, explainBalance }: Dependencies,
): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/billing/invoices/:invoiceId/explain',
    operationId: 'explainInvoice',
    summary: 'How every line and amount of an invoice came about, down to the events that made it',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    params: invoiceParams,
    answers: { 200: explainedInvoice },
    refusals: ['not_found'],
    handle: async ({ caller, params }) => {
      const explained = await explainInvoice(caller.organizationId, params.invoiceId);
      if (!explained) return refused('not_found');
      const { invoiceId, number, status, currency } = explained.invoice;
      const lines = explained.lines.map(({ events, ...line }) => ({ ...line, events: [...events] }));
      const amounts = explained.amounts.map(({ parts, ...amount }) => ({ ...amount, parts: [...parts] }));
      const body = { invoiceId, number, status, currency, lines, amounts, events: [...explained.events] };
      return { status: 200, body };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/billing/balance/explain',
    operationId: 'explainBalance',
    summary: 'How your balance came about, down to the event behind each movement',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: ['billing.customers'],
    answers: { 200: explainedBalances },
    handle: async ({ caller: { organizationId } }) => {
      const customers = await customersOf(db.of(organizationId), organizationId);
      const explained = await Promise.all(
        customers.map(({ customerId }) => explainBalance(organizationId, customerId)),
      );
      const data = explained.map(({ movements, ...balance }) => ({ ...balance, movements: [...movements] }));
      return { status: 200, body: { data } };
    },
  }),
];
