import type { InvoiceLine } from '../invoice/invoiceLine.js';
import type { SoldAs } from './soldAs.js';

type Sold = Readonly<{ sold: SoldAs; lines: readonly InvoiceLine[]; periodStart: string; periodEnd: string }>;

/** Lines of an invoice that are priced together: a plan and its seats for a time, or one meter for a time. */
export type LineGroup =
  | (Sold & Readonly<{ kind: 'licensed'; change: 'credit' | 'debit' | null; plans: number; extraSeats: number }>)
  | (Sold & Readonly<{ kind: 'metered'; meter: string }>)
  | Readonly<{ kind: 'other'; lines: readonly InvoiceLine[] }>;

/** Whether a line of a change gives back what was paid, or charges what is new; null for a whole period. */
const changeOf = ({ proration, amount, creditedInvoiceId }: InvoiceLine): 'credit' | 'debit' | null =>
  proration ? (amount < 0 || creditedInvoiceId !== null ? 'credit' : 'debit') : null;

/** Groups the lines of an invoice, in the order of their first lines. @param soldBy what a price is for */
export function lineGroups(
  lines: readonly InvoiceLine[],
  soldBy: (priceId: string) => SoldAs | undefined,
): readonly LineGroup[] {
  const groups = new Map<string, { sold: SoldAs; lines: InvoiceLine[] }>();
  const others: LineGroup[] = [];
  for (const line of lines) {
    const sold = line.priceId === null ? undefined : soldBy(line.priceId);
    if (!sold) {
      others.push({ kind: 'other', lines: [line] });
      continue;
    }
    const key = [
      sold.planId,
      sold.version,
      sold.interval,
      sold.meter,
      changeOf(line),
      line.periodStart,
      line.periodEnd,
    ];
    const group = groups.get(key.join('|')) ?? { sold, lines: [] };
    group.lines.push(line);
    groups.set(key.join('|'), group);
  }
  const partOf = (line: InvoiceLine) => (line.priceId === null ? undefined : soldBy(line.priceId)?.part);
  const planned = [...groups.values()].map(({ sold, lines: grouped }): LineGroup => {
    const { periodStart = '', periodEnd = '' } = grouped[0] ?? {};
    const common = { sold, lines: grouped, periodStart, periodEnd };
    if (sold.meter !== null) return { ...common, kind: 'metered', meter: sold.meter };
    const unitsOf = (part: SoldAs['part']) =>
      grouped.reduce((sum, line) => (partOf(line) === part ? sum + (line.quantity ?? 0) : sum), 0);
    return {
      ...common,
      kind: 'licensed',
      change: grouped[0] ? changeOf(grouped[0]) : null,
      plans: unitsOf('base'),
      extraSeats: unitsOf('seat'),
    };
  });
  return [...planned, ...others];
}
