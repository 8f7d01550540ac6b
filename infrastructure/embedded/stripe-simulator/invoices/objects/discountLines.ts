import type { Context } from '../../account/context.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { discountSplit } from '../amounts/discountSplit.js';
import { reductionOf } from './reductionOf.js';

type Line = Stored<'invoice'>['lines']['data'][number];

/** Minor units that discounts take off a line. */
export const takenOff = (line: Line): number =>
  (line.discount_amounts ?? []).reduce((all, { amount }) => all + amount, 0);

/** Takes off what discounts of single lines take, then each of those of the whole invoice from what that leaves. */
export function discountLines(
  context: Context,
  lines: readonly Line[],
  ofInvoice: readonly string[],
  at: number,
): Line[] {
  const own = [...new Set(lines.flatMap(({ discounts }) => discounts.flatMap((each) => referenceId(each) ?? [])))];
  let left = lines.map((line): Line => ({ ...line, discount_amounts: [], pretax_credit_amounts: [] }));
  for (const id of own) {
    left = discounted(context, left, id, at, (line) => line.discounts.some((each) => referenceId(each) === id));
  }
  for (const id of ofInvoice) left = discounted(context, left, id, at, () => true);
  return left;
}

function discounted(context: Context, lines: Line[], id: string, at: number, applies: (line: Line) => boolean): Line[] {
  const reduction = reductionOf(context, id, at);
  if (!reduction) return lines;
  const bases = lines.map((line) => {
    const product = line.pricing?.price_details?.product ?? '';
    const fits = reduction.products === null || reduction.products.includes(product);
    return line.discountable && applies(line) && fits ? line.amount - takenOff(line) : null;
  });
  const shares = discountSplit(reduction.reduction, bases);
  return lines.map((line, position) => {
    const amount = shares[position] ?? 0;
    if (amount === 0) return line;
    const share = { amount, discount: id };
    return {
      ...line,
      discount_amounts: [...(line.discount_amounts ?? []), share],
      pretax_credit_amounts: [...(line.pretax_credit_amounts ?? []), { ...share, type: 'discount' }],
    };
  });
}
