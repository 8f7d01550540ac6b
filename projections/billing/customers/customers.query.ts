import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const customer = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  address: z.array(z.string()),
  currency: z.string().nullable(),
  balance: z.bigint().transform(Number),
  discount: z
    .object({
      discountId: z.string(),
      couponId: z.string(),
      percentOff: z.number().nullable(),
      amountOff: z.int().nullable(),
      endsAt: z.string().nullable(),
    })
    .nullable(),
  taxIds: z.array(
    z.object({
      taxIdId: z.string(),
      type: z.string(),
      value: z.string(),
      country: z.string().nullable(),
      verification: z.string().nullable(),
    }),
  ),
});
export type Customer = z.infer<typeof customer>;

const columns = sql.fragment`customer_id AS "customerId", name, email, address, currency, balance, discount,
  tax_ids AS "taxIds"`;

/** One Stripe customer of the organization; undefined also when it belongs to another. */
export async function customerById(
  db: CommonQueryMethods,
  organizationId: string,
  customerId: string,
): Promise<Customer | undefined> {
  const found = await db.maybeOne(sql.type(customer)`
    SELECT ${columns} FROM billing.customers WHERE organization_id = ${organizationId} AND customer_id = ${customerId}`);
  return found ?? undefined;
}

/** The organization's Stripe customers that still exist, the first linked first. */
export const customersOf = (db: CommonQueryMethods, organizationId: string): Promise<readonly Customer[]> =>
  db.any(sql.type(customer)`
    SELECT ${columns} FROM billing.customers WHERE organization_id = ${organizationId} AND NOT deleted
    ORDER BY linked_at, customer_id LIMIT 100`);

/** The Stripe customers whose address this is, in whatever case. @param db across organizations */
export const customersWithEmail = async (db: CommonQueryMethods, email: string): Promise<readonly string[]> =>
  (
    await db.any(sql.type(z.object({ customerId: z.string() }))`
      SELECT customer_id AS "customerId" FROM billing.customers WHERE lower(email) = lower(${email}) ORDER BY customer_id`)
  ).map(({ customerId }) => customerId);
