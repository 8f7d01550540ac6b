import type { InvoiceDocument } from '../../application/ports/invoiceDocuments.js';
import { writtenAmount, writtenUnitAmount } from '../../domain/writtenMoney.js';
import { day, FAINT, INK, MARGIN, printable, rule, widthOf } from './page.js';

/** Widths of the columns after the description, in points. */
const QUANTITY = 60;
const UNIT = 80;
const AMOUNT = 90;

type Place = Readonly<{ document: PDFKit.PDFDocument; invoice: InvoiceDocument }>;

/** The lines, over as many pages as they need, each page with the heads of the columns. */
export function drawLines(document: PDFKit.PDFDocument, invoice: InvoiceDocument): void {
  const place = { document, invoice };
  drawColumnHeads(place);
  for (const line of invoice.lines) drawLine(place, line);
}

const columns = (document: PDFKit.PDFDocument) => {
  const right = MARGIN + widthOf(document);
  const description = widthOf(document) - QUANTITY - UNIT - AMOUNT - 12;
  return {
    description,
    quantity: right - AMOUNT - UNIT - QUANTITY,
    unit: right - AMOUNT - UNIT,
    amount: right - AMOUNT,
  };
};

function drawColumnHeads({ document, invoice }: Place): void {
  const { description, quantity, unit, amount } = columns(document);
  const { y } = document;
  document.font('Helvetica-Bold').fontSize(8).fillColor(FAINT);
  document.text('DESCRIPTION', MARGIN, y, { width: description });
  document.text('QUANTITY', quantity, y, { width: QUANTITY, align: 'right' });
  document.text('UNIT PRICE', unit, y, { width: UNIT, align: 'right' });
  document.text(`AMOUNT (${invoice.currency.toUpperCase()})`, amount, y, { width: AMOUNT, align: 'right' });
  rule(document, y + 14, INK);
  document.y = y + 22;
}

function drawLine(place: Place, line: InvoiceDocument['lines'][number]): void {
  const { document, invoice } = place;
  const { description, quantity, unit, amount } = columns(document);
  const text = printable(line.description);
  document.font('Helvetica').fontSize(10);
  const height = document.heightOfString(text, { width: description }) + 24;
  if (document.y + height > document.page.height - MARGIN - 20) {
    document.addPage();
    drawColumnHeads(place);
  }
  const { y } = document;
  document.font('Helvetica').fontSize(10).fillColor(INK);
  document.text(text, MARGIN, y, { width: description });
  const under = document.y;
  document.text(written(line.quantity), quantity, y, { width: QUANTITY, align: 'right' });
  const price = line.unitAmount === null ? '' : writtenUnitAmount(line.unitAmount, invoice.currency);
  document.text(price, unit, y, { width: UNIT, align: 'right' });
  const sum = writtenAmount({ amount: line.amount, currency: invoice.currency });
  document.text(sum, amount, y, { width: AMOUNT, align: 'right' });
  document.fontSize(8).fillColor(FAINT);
  document.text(`${day(line.periodStart)} – ${day(line.periodEnd)}`, MARGIN, under + 1, { width: description });
  rule(document, document.y + 5);
  document.y += 13;
}

/** A number of units with its thousands apart. */
function written(quantity: number | null): string {
  if (quantity === null) return '';
  const [whole = '', fraction] = String(quantity).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
}
