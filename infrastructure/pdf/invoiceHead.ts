import type { InvoiceDocument } from '../../application/ports/invoiceDocuments.js';
import { writtenMoney } from '../../domain/writtenMoney.js';
import { ACCENT, day, FAINT, INK, MARGIN, printable, widthOf } from './page.js';

const stamps: Readonly<Record<InvoiceDocument['status'], readonly [string, string]>> = {
  draft: ['DRAFT', FAINT],
  open: ['DUE', '#c2410c'],
  paid: ['PAID', '#15803d'],
  uncollectible: ['NOT COLLECTED', '#b91c1c'],
  void: ['VOID', '#b91c1c'],
};

/** Who sells, who buys, which invoice and when; leaves the cursor where the lines begin. */
export function drawHead(document: PDFKit.PDFDocument, invoice: InvoiceDocument): void {
  const { seller, number, status } = invoice;
  const width = widthOf(document);
  document.rect(0, 0, document.page.width, 6).fill(ACCENT);

  document.font('Helvetica-Bold').fontSize(15).fillColor(INK).text(printable(seller.name), MARGIN, MARGIN);
  document.font('Helvetica').fontSize(9).fillColor(FAINT);
  for (const line of seller.lines) document.text(printable(line));

  document.font('Helvetica-Bold').fontSize(24).fillColor(INK);
  document.text('Invoice', MARGIN, MARGIN - 4, { width, align: 'right' });
  const [stamp, color] = stamps[status];
  document.font('Helvetica-Bold').fontSize(9).fillColor(color);
  document.text(stamp, MARGIN, MARGIN + 26, { width, align: 'right', characterSpacing: 1 });

  const top = MARGIN + 78;
  label(document, 'BILLED TO', MARGIN, top);
  document.font('Helvetica').fontSize(10).fillColor(INK);
  let y = top + 14;
  for (const line of invoice.buyer) {
    document.text(printable(line), MARGIN, y, { width: width / 2 - 20 });
    y = document.y + 1;
  }

  const facts: [string, string][] = [
    ['Invoice number', number],
    ['Date of issue', day(invoice.issuedAt)],
    ...(invoice.paidAt ? ([['Paid on', day(invoice.paidAt)]] as [string, string][]) : []),
    ...(invoice.dueAt && !invoice.paidAt ? ([['Due by', day(invoice.dueAt)]] as [string, string][]) : []),
    ['Period', `${day(invoice.periodStart)} – ${day(invoice.periodEnd)}`],
  ];
  const left = MARGIN + width / 2;
  let at = top;
  for (const [name, value] of facts) {
    document.font('Helvetica').fontSize(9).fillColor(FAINT).text(name, left, at, { width: 95 });
    document.fillColor(INK).text(printable(value), left + 95, at, { width: width / 2 - 95, align: 'right' });
    at = Math.max(document.y, at + 12) + 3;
  }

  const below = Math.max(y, at) + 20;
  document.font('Helvetica-Bold').fontSize(16).fillColor(INK);
  document.text(headline(invoice), MARGIN, below, { width });
  if (invoice.payUrl) {
    document.font('Helvetica').fontSize(10).fillColor(ACCENT);
    document.text('Pay online', MARGIN, document.y + 2, { link: invoice.payUrl, underline: true });
  }
  document.y += 18;
}

function headline({ status, total, amountRemaining, currency, dueAt, paidAt }: InvoiceDocument): string {
  if (status === 'paid')
    return `${writtenMoney({ amount: total, currency })} paid${paidAt ? ` on ${day(paidAt)}` : ''}`;
  if (status === 'void') return `${writtenMoney({ amount: total, currency })}, void: nothing is due`;
  const due = writtenMoney({ amount: amountRemaining, currency });
  return dueAt ? `${due} due by ${day(dueAt)}` : `${due} due`;
}

function label(document: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  document.font('Helvetica-Bold').fontSize(8).fillColor(FAINT).text(text, x, y, { characterSpacing: 0.6 });
}
