import type { InvoiceSnapshot } from './invoiceSnapshot.js';

/** One amount of an invoice as a sum of named others; minor units. */
export type Equation = Readonly<{
  amount: 'subtotal' | 'total' | 'amountDue' | 'amountRemaining';
  is: number;
  parts: readonly Readonly<{ label: string; amount: number }>[];
}>;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** How each amount of an invoice comes about: the parts of each add up to it. */
export function invoiceEquations(invoice: InvoiceSnapshot): readonly Equation[] {
  const { subtotal, total, amountDue, amountPaid, amountRemaining, lines = [], taxes = [] } = invoice;
  const { discount = 0, creditsApplied = 0, creditedBeforePayment = 0, startingBalance = 0 } = invoice;
  const exclusive = sum(taxes.filter(({ inclusive }) => !inclusive).map(({ amount }) => amount));
  const balance = (invoice.endingBalance ?? startingBalance) - startingBalance;
  const onLines = sum(lines.map(({ amount }) => amount));
  const part = (label: string, amount: number) => ({ label, amount });
  const rest = (label: string, is: number, parts: readonly { label: string; amount: number }[]) => {
    const left = is - sum(parts.map(({ amount }) => amount));
    return left === 0 ? parts : [...parts, part(label, left)];
  };
  const kept = (parts: readonly { label: string; amount: number }[]) => parts.filter(({ amount }) => amount !== 0);
  return [
    {
      amount: 'subtotal',
      is: subtotal,
      parts: rest('discounts of single items', subtotal, kept([part('lines', onLines)])),
    },
    {
      amount: 'total',
      is: total,
      parts: rest(
        'not explained by Stripe',
        total,
        kept([
          part('lines', onLines),
          part('discounts', -discount),
          part('prepaid credits', -creditsApplied),
          part('taxes', exclusive),
        ]),
      ),
    },
    {
      amount: 'amountDue',
      is: amountDue,
      parts: rest(
        'below the least amount Stripe charges, or credited',
        amountDue,
        kept([
          part('total', total),
          part('balance used or owed', -balance),
          part('credit notes before payment', -creditedBeforePayment),
        ]),
      ),
    },
    {
      amount: 'amountRemaining',
      is: amountRemaining,
      parts: rest(
        'closed without payment',
        amountRemaining,
        kept([part('amount due', amountDue), part('paid', -amountPaid)]),
      ),
    },
  ];
}
