import type { InvoiceDocument } from '../../application/ports/invoiceDocuments.js';
import { writtenAmount, writtenMoney } from '../../domain/writtenMoney.js';
import { FAINT, INK, MARGIN, printable, RULE, widthOf } from './page.js';

const LABEL = 170;
const VALUE = 110;
const LINE = 17;

/** From the subtotal to what is still due, on the right; begins a page where it would be torn apart. */
export function drawSums(document: PDFKit.PDFDocument, invoice: InvoiceDocument): void {
  const { sums, settlement, total, amountRemaining, currency } = invoice;
  const height = (sums.length + settlement.length + 2) * LINE + 30;
  if (document.y + height > document.page.height - MARGIN) document.addPage();
  const left = MARGIN + widthOf(document) - LABEL - VALUE;
  document.y += 6;

  const draw = (label: string, value: string, bold = false) => {
    const { y } = document;
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(10);
    document.fillColor(bold ? INK : FAINT).text(printable(label), left, y, { width: LABEL });
    document.fillColor(INK).text(value, left + LABEL, y, { width: VALUE, align: 'right' });
    document.y = y + LINE;
  };
  const line = () => {
    const y = document.y - 3;
    document.lineWidth(0.75).strokeColor(RULE);
    document
      .moveTo(left, y)
      .lineTo(left + LABEL + VALUE, y)
      .stroke();
    document.y += 3;
  };

  for (const { label, amount } of sums) draw(label, writtenAmount({ amount, currency }));
  line();
  draw('Total', writtenMoney({ amount: total, currency }), true);
  for (const { label, amount } of settlement) draw(label, writtenAmount({ amount, currency }));
  line();
  draw('Amount due', writtenMoney({ amount: amountRemaining, currency }), true);
}
