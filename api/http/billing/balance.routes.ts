import { z } from 'zod';
import { balanceTransactionsOf } from '../../../projections/billing/balanceTransactions/balanceTransactions.query.js';
import { customersOf } from '../../../projections/billing/customers/customers.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { type Route, route } from '../route.js';

const MOST_SHOWN = 100;
const minorUnits = z.int().meta({ description: 'Minor units of `currency`; negative is credit.' });

const balance = z
  .object({
    customers: z.array(
      z.object({
        customerId: z.string(),
        balance: minorUnits,
        currency: z.string().nullable(),
        discount: z
          .object({
            discountId: z.string(),
            couponId: z.string(),
            percentOff: z.number().nullable(),
            amountOff: z.int().nullable(),
            endsAt: z.string().nullable(),
          })
          .nullable()
          .meta({ description: 'What is taken off everything you are billed.' }),
        taxIds: z.array(
          z.object({
            taxIdId: z.string(),
            type: z.string().meta({ example: 'eu_vat' }),
            value: z.string(),
            country: z.string().nullable(),
            verification: z.string().nullable().meta({ description: 'Whether the register knows it.' }),
          }),
        ),
      }),
    ),
    transactions: z.array(
      z.object({
        transactionId: z.string(),
        customerId: z.string(),
        kind: z.string().meta({ example: 'applied_to_invoice' }),
        currency: z.string(),
        amount: minorUnits,
        endingBalance: minorUnits,
        invoiceId: z.string().nullable(),
        creditNoteId: z.string().nullable(),
        description: z.string().nullable(),
        createdAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Balance' });

export const balanceRoutes = (db: ScopedQueries): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/billing/balance',
    operationId: 'getBalance',
    summary: 'What your organization has to its credit, and the latest movements of it',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: ['billing.customers', 'billing.balance_transactions'],
    answers: { 200: balance },
    handle: async ({ caller: { organizationId } }) => {
      const [customers, transactions] = await Promise.all([
        customersOf(db.of(organizationId), organizationId),
        balanceTransactionsOf(db.of(organizationId), organizationId, { limit: MOST_SHOWN }),
      ]);
      return {
        status: 200,
        body: {
          customers: customers.map(({ customerId, balance: amount, currency, discount, taxIds }) => ({
            customerId,
            balance: amount,
            currency,
            discount,
            taxIds,
          })),
          transactions: transactions.map(({ position: _, ...moved }) => moved),
        },
      };
    },
  }),
];
