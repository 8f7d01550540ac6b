import type { InvoiceDocument, InvoiceDocuments } from '../../application/ports/invoiceDocuments.js';
import { drawHead } from './invoiceHead.js';
import { drawLines } from './invoiceLines.js';
import { drawSums } from './invoiceSums.js';
import { drawFooters, MARGIN } from './page.js';

/** Invoices as PDF files of A4 pages. */
export const invoiceDocuments: InvoiceDocuments = {
  async pdf(invoice) {
    // Loaded with the first document: it takes a tenth of the time that everything together takes to load at a start.
    const { default: PDFDocument } = await import('pdfkit');
    const issued = new Date(invoice.issuedAt);
    const document = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      bufferPages: true,
      info: { Title: title(invoice), Author: invoice.seller.name, CreationDate: issued, ModDate: issued },
    });
    const bytes = collected(document);
    drawHead(document, invoice);
    drawLines(document, invoice);
    drawSums(document, invoice);
    drawFooters(document, `${invoice.seller.name} · ${title(invoice)}`);
    document.end();
    return bytes;
  },
};

const title = ({ number }: InvoiceDocument): string => `Invoice ${number}`;

const collected = (document: PDFKit.PDFDocument): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
