import type { Stored } from '../../store/storedObjects.js';

/** One line of a note as asked for; amounts in minor units. */
export type LineWish = Readonly<{
  type: 'custom_line_item' | 'invoice_line_item';
  invoice_line_item?: string | undefined;
  amount?: number | undefined;
  quantity?: number | undefined;
  unit_amount?: number | undefined;
  description?: string | undefined;
}>;

export type LineRefusal = 'LINE_AMOUNT_MISSING' | 'LINE_BELOW_ONE' | 'LINE_NOT_FOUND' | 'LINE_TOO_MUCH';

type InvoiceLine = Stored<'invoice'>['lines']['data'][number];
type Line = Omit<Stored<'credit_note'>['lines']['data'][number], 'id'>;

const empty = {
  object: 'credit_note_line_item',
  discount_amount: 0,
  discount_amounts: [],
  livemode: false,
  metadata: {},
  pretax_credit_amounts: [],
  tax_rates: [],
} as const satisfies Partial<Line>;

/** The part of an amount that belongs to `part` of `whole`, half a unit rounded up; the whole of it to the whole. */
const share = (amount: number, part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((2 * amount * part + whole) / (2 * whole));

function ofInvoiceLine(line: InvoiceLine, wish: LineWish): Line | LineRefusal {
  const quantity = wish.quantity ?? line.quantity ?? 1;
  const amount = wish.amount ?? share(line.amount, quantity, line.quantity ?? 1);
  if (amount > line.amount) return 'LINE_TOO_MUCH';
  if (amount < 1) return 'LINE_BELOW_ONE';
  const discounts = (line.discount_amounts ?? []).map((one) => ({
    ...one,
    amount: share(one.amount, amount, line.amount),
  }));
  const discounted = discounts.reduce((sum, one) => sum + one.amount, 0);
  const unit = wish.amount === undefined ? share(amount, 1, quantity) : null;
  return {
    ...empty,
    amount,
    description: wish.description ?? line.description,
    discount_amount: discounted,
    discount_amounts: discounts,
    invoice_line_item: line.id,
    quantity: wish.amount === undefined ? quantity : null,
    taxes: (line.taxes ?? []).map((tax) => ({
      ...tax,
      amount: share(tax.amount, amount, line.amount),
      taxable_amount: tax.taxable_amount === null ? null : amount - discounted,
    })),
    type: 'invoice_line_item',
    unit_amount: unit,
    unit_amount_decimal: unit === null ? null : String(unit),
  };
}

function custom(wish: LineWish): Line | LineRefusal {
  const quantity = wish.quantity ?? 1;
  const amount = wish.amount ?? (wish.unit_amount === undefined ? undefined : wish.unit_amount * quantity);
  if (amount === undefined) return 'LINE_AMOUNT_MISSING';
  if (amount < 1) return 'LINE_BELOW_ONE';
  const unit = wish.unit_amount ?? (quantity === 1 ? amount : null);
  return {
    ...empty,
    amount,
    description: wish.description ?? null,
    quantity,
    taxes: [],
    type: 'custom_line_item',
    unit_amount: unit,
    unit_amount_decimal: unit === null ? null : String(unit),
  };
}

/** A line of a credit note, its id still to be given (docs.stripe.com/api/credit_notes/line_item). */
export function creditNoteLine(wish: LineWish, lines: readonly InvoiceLine[]): Line | LineRefusal {
  if (wish.type === 'custom_line_item') return custom(wish);
  const line = lines.find(({ id }) => id === wish.invoice_line_item);
  return line ? ofInvoiceLine(line, wish) : 'LINE_NOT_FOUND';
}

/** What lines add up to, in minor units. */
export function noteTotals(lines: readonly Pick<Line, 'amount' | 'discount_amount' | 'taxes'>[]) {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const taxOf = (behavior: string) =>
    sum(taxes.filter(({ tax_behavior }) => tax_behavior === behavior).map(({ amount }) => amount));
  const subtotal = sum(lines.map(({ amount }) => amount));
  const discount = sum(lines.map(({ discount_amount }) => discount_amount));
  const inclusive = taxOf('inclusive');
  return {
    subtotal,
    discount,
    total: subtotal - discount + taxOf('exclusive'),
    subtotalExcludingTax: subtotal - inclusive,
    totalExcludingTax: subtotal - discount - inclusive,
    taxes,
  };
}
