import {
  array,
  clearable,
  flag,
  integer,
  metadata,
  oneOf,
  parameters,
  text,
  timestamp,
} from '../../http/parameters.js';
import { discountParameters, taxRateParameters } from '../../subscriptions/items/itemParameters.js';

const fields = {
  auto_advance: flag().optional(),
  collection_method: oneOf('charge_automatically', 'send_invoice').optional(),
  custom_fields: clearable(array(parameters({ name: text(), value: text() }))).optional(),
  days_until_due: integer().optional(),
  default_payment_method: clearable(text()).optional(),
  default_tax_rates: taxRateParameters(),
  description: clearable(text()).optional(),
  discounts: discountParameters(),
  due_date: timestamp().optional(),
  effective_at: clearable(timestamp()).optional(),
  footer: clearable(text()).optional(),
  metadata: metadata(),
  number: clearable(text()).optional(),
};

export const createInvoiceParameters = parameters({
  ...fields,
  currency: text().optional(),
  customer: text(),
  pending_invoice_items_behavior: oneOf('exclude', 'include').optional(),
  subscription: text().optional(),
});

export const updateInvoiceParameters = parameters(fields);
