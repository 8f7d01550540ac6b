import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const paymentMethod = z.object({
  paymentMethodId: z.string(),
  type: z.string(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  expMonth: z.number().nullable(),
  expYear: z.number().nullable(),
  isDefault: z.boolean(),
  attachedAt: z.string(),
});
export type PaymentMethod = z.infer<typeof paymentMethod>;

/** Stripe keeps at most so many cards of a customer that a page of ours would have to show. */
const MOST = 200;

/** The organization's saved payment methods, the default one first, then the newest. */
export const paymentMethodsOf = (db: CommonQueryMethods, organizationId: string): Promise<readonly PaymentMethod[]> =>
  db.any(sql.type(paymentMethod)`
    SELECT payment_method_id AS "paymentMethodId", type, brand, last4, exp_month AS "expMonth", exp_year AS "expYear",
      is_default AS "isDefault", attached_at AS "attachedAt"
    FROM billing.payment_methods
    WHERE organization_id = ${organizationId}
    ORDER BY is_default DESC, attached_at DESC, payment_method_id
    LIMIT ${MOST}`);
