import type { PartOfPrice } from '../../../application/billing/partOfPrice.js';
import type { InvoiceDocument, InvoiceDocuments } from '../../../application/ports/invoiceDocuments.js';
import { customerById } from '../../../projections/billing/customers/customers.query.js';
import { listInvoices } from '../../../projections/billing/invoices/invoices.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { pageOf } from '../answers/pageOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { invoiceDetail, invoiceFilter, invoiceListAnswer, invoiceParams, invoicePlace } from './invoice.schemas.js';
import { detailOf, detailReadModels } from './invoiceDetail.js';
import { documentOf } from './invoiceDocument.js';

type Dependencies = Readonly<{
  documents: InvoiceDocuments;
  seller: InvoiceDocument['seller'];
  partOf: PartOfPrice;
}>;

export const invoiceRoutes = (db: ScopedQueries, { documents, seller, partOf }: Dependencies): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/billing/invoices',
    operationId: 'listInvoices',
    summary: 'Invoices of your organization, newest first',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: ['billing.invoices'],
    query: invoiceFilter,
    list: { sorts: ['-createdAt'], key: invoicePlace },
    answers: { 200: invoiceListAnswer },
    handle: async ({ caller, query, page }) => {
      const { limit, after } = page;
      const found = await listInvoices(db.of(caller.organizationId), caller.organizationId, {
        limit: limit + 1,
        after,
        status: query.status,
      });
      return { status: 200, body: pageOf(found, page, ({ createdAt, invoiceId }) => ({ createdAt, invoiceId })) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/billing/invoices/:invoiceId',
    operationId: 'getInvoice',
    summary: 'One invoice of your organization, with its lines and all that belongs to it',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: detailReadModels,
    params: invoiceParams,
    answers: { 200: invoiceDetail },
    refusals: ['not_found'],
    handle: async ({ caller, params }) => {
      const invoice = await detailOf(db.of(caller.organizationId), caller.organizationId, params.invoiceId);
      return invoice ? { status: 200, body: invoice } : refused('not_found');
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/billing/invoices/:invoiceId/pdf',
    operationId: 'getInvoicePdf',
    summary: 'One invoice of your organization as a PDF file',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: [...detailReadModels, 'billing.customers'],
    params: invoiceParams,
    answers: { 200: null },
    fileType: 'application/pdf',
    refusals: ['not_found'],
    handle: async ({ caller: { organizationId }, params: { invoiceId } }) => {
      const invoice = await detailOf(db.of(organizationId), organizationId, invoiceId);
      if (!invoice) return refused('not_found');
      const customer = await customerById(db.of(organizationId), organizationId, invoice.customerId);
      const parts = await Promise.all(invoice.lines.map(({ priceId }) => (priceId === null ? null : partOf(priceId))));
      const bytes = await documents.pdf(documentOf(invoice, customer, seller, parts));
      const name = `invoice-${invoice.number ?? invoice.invoiceId}.pdf`;
      return { status: 200, file: { name, type: 'application/pdf', bytes } };
    },
  }),
];
