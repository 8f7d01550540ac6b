import type { z } from 'zod';
import { array, clearable, flag, integer, metadata, parameters, text } from '../../http/parameters.js';

export const discountParameters = () =>
  clearable(
    array(parameters({ coupon: text().optional(), promotion_code: text().optional(), discount: text().optional() })),
  ).optional();

export const taxRateParameters = () => clearable(array(text())).optional();

const terms = {
  quantity: integer().optional(),
  metadata: metadata(),
  discounts: discountParameters(),
  tax_rates: taxRateParameters(),
};

/** One of `items[]` of a new subscription. */
export const newItem = parameters({ ...terms, price: text() });

/** One of `items[]` of an update or a preview. */
export const changedItem = parameters({
  ...terms,
  id: text().optional(),
  price: text().optional(),
  deleted: flag().optional(),
  clear_usage: flag().optional(),
});

export type ItemRequest = z.infer<typeof changedItem>;
