import { clearable, decimal, flag, integer, metadata, parameters, text, timestamp } from '../../http/parameters.js';
import { taxRateParameters } from '../../subscriptions/items/itemParameters.js';

/** What can be said of an invoice item, and of the line that it becomes. */
export const itemFields = {
  amount: integer().optional(),
  description: clearable(text()).optional(),
  discountable: flag().optional(),
  metadata: metadata(),
  period: parameters({ start: timestamp(), end: timestamp() }).optional(),
  pricing: parameters({ price: text().optional() }).optional(),
  quantity: integer().optional(),
  tax_rates: taxRateParameters(),
  unit_amount_decimal: decimal().optional(),
};
