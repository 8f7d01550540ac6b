import type { z } from 'zod';
import { array, clearable, integer, metadata, oneOf, parameters, text, timestamp } from '../../http/parameters.js';

const line = parameters({
  type: oneOf('custom_line_item', 'invoice_line_item'),
  invoice_line_item: text().optional(),
  amount: integer().optional(),
  quantity: integer().optional(),
  unit_amount: integer().optional(),
  description: text().optional(),
});

/** What a credit note is made or previewed with. */
export const creditNoteFields = {
  invoice: text(),
  amount: integer().optional(),
  lines: array(line).optional(),
  refund_amount: integer().optional(),
  credit_amount: integer().optional(),
  out_of_band_amount: integer().optional(),
  refunds: array(
    parameters({ refund: text(), amount_refunded: integer().optional(), type: oneOf('refund').optional() }),
  ).optional(),
  reason: oneOf('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory').optional(),
  memo: clearable(text()).optional(),
  effective_at: timestamp().optional(),
  email_type: oneOf('credit_note', 'none').optional(),
  metadata: metadata(),
};

export const creditNoteParameters = parameters(creditNoteFields);

export type CreditNoteWish = z.infer<typeof creditNoteParameters>;
